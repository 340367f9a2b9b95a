//! The window around the stage: the whole screen, or a small one above all others, and back to what it was.

use eframe::egui::{Context, Vec2, ViewportCommand, ViewportInfo, WindowLevel, vec2};

/// How large the small window is: what the window may be least, so that everything still has its place.
const SMALL: Vec2 = vec2(360.0, 560.0);

/// What the window was before it was made small.
#[derive(Clone, Copy, Debug, PartialEq)]
enum WindowBefore {
    /// It filled the screen, or the desktop's free part of it.
    Maximised,
    /// It had this size.
    Sized(Vec2),
}

/// Whether the window is small, and what it goes back to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    before: Option<WindowBefore>,
}

impl Frame {
    pub(super) fn is_small(self) -> bool {
        self.before.is_some()
    }

    /// The whole screen, and back.
    pub(super) fn full_screen(&mut self, ctx: &Context) {
        if self.is_small() {
            self.small(ctx);
        }
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full(ctx)));
    }

    /// Small and above all others, and back.
    pub(super) fn small(&mut self, ctx: &Context) {
        if let Some(before) = self.before.take() {
            ctx.send_viewport_cmd(ViewportCommand::WindowLevel(WindowLevel::Normal));
            ctx.send_viewport_cmd(match before {
                WindowBefore::Maximised => ViewportCommand::Maximized(true),
                WindowBefore::Sized(size) => ViewportCommand::InnerSize(size),
            });
            return;
        }
        let maximised = ctx.input(|input| input.viewport().maximized == Some(true));
        self.before = Some(if maximised { WindowBefore::Maximised } else { WindowBefore::Sized(size(ctx)) });
        if is_full(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        if maximised {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(false));
        }
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(SMALL));
        ctx.send_viewport_cmd(ViewportCommand::WindowLevel(WindowLevel::AlwaysOnTop));
    }

    /// As a window of places is: neither the whole screen nor small.
    pub(super) fn leave(&mut self, ctx: &Context) {
        if self.is_small() {
            self.small(ctx);
        }
        if is_full(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }
}

/// Whether the window is the whole screen.
pub(super) fn is_full(ctx: &Context) -> bool {
    ctx.input(|input| input.viewport().fullscreen == Some(true))
}

/// The window's size, in points.
fn size(ctx: &Context) -> Vec2 {
    let inner = |info: &ViewportInfo| info.inner_rect.map(|rect| rect.size());
    ctx.input(|input| inner(input.viewport())).unwrap_or_else(|| ctx.content_rect().size())
}
