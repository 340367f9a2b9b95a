//! Whether the desktop wants dark windows, where the window system does not say: on Linux, the desktop's portal does.
//!
//! Asked on a thread of its own, over the session's own bus; a desktop without a portal is light. Knows nothing of what
//! was chosen in Ebb.

use eframe::egui::{Context, Theme};
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedValue, Value};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PLACE: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const GROUP: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";
/// Its value where dark windows are wanted; 0 is no wish, 2 is light.
const DARK: u32 = 1;

/// From now on windows that are coloured as the desktop says are dark whenever it says so.
pub(super) fn follow(ctx: &Context) {
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        // Who has no portal has not said anything.
        let _ = hear(&ctx);
    });
}

/// Hears what the portal says now, and then each change until the bus goes.
fn hear(ctx: &Context) -> zbus::Result<()> {
    let bus = Connection::session()?;
    let portal = Proxy::new(&bus, PORTAL, PLACE, SETTINGS)?;
    let changes = portal.receive_signal("SettingChanged")?;
    // The newer ReadOne is missing in portals before 2023.
    let now: OwnedValue = portal.call("Read", &(GROUP, KEY))?;
    heed(ctx, &now);
    for change in changes {
        let (group, key, value): (String, String, OwnedValue) = change.body().deserialize()?;
        if (group.as_str(), key.as_str()) == (GROUP, KEY) {
            heed(ctx, &value);
        }
    }
    Ok(())
}

fn heed(ctx: &Context, value: &Value<'_>) {
    let theme = if is_dark(value) { Theme::Dark } else { Theme::Light };
    ctx.options_mut(|options| options.fallback_theme = theme);
    ctx.request_repaint();
}

/// What `Read` answers is wrapped once more than what changes are told by.
fn is_dark(value: &Value<'_>) -> bool {
    match value {
        Value::Value(inner) => is_dark(inner),
        Value::U32(scheme) => *scheme == DARK,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_is_dark_however_often_it_is_wrapped_and_nothing_else_is() {
        let wrapped = |value: Value<'static>| Value::Value(Box::new(value));
        assert!(is_dark(&Value::U32(1)));
        assert!(is_dark(&wrapped(wrapped(Value::U32(1)))));
        assert!(!is_dark(&wrapped(Value::U32(0))));
        assert!(!is_dark(&Value::U32(2)));
        assert!(!is_dark(&Value::from("prefer-dark")));
    }

    #[test]
    fn what_is_coloured_as_the_desktop_says_follows_it_both_ways() {
        let ctx = Context::default();
        ctx.options_mut(|options| options.fallback_theme = Theme::Light);
        heed(&ctx, &Value::U32(1));
        assert_eq!(ctx.theme(), Theme::Dark);
        heed(&ctx, &Value::U32(2));
        assert_eq!(ctx.theme(), Theme::Light);
    }
}
