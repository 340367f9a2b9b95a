//! A virtual X display: what is seen on it, its windows, its keys and its pointer.

use std::cell::OnceCell;
use std::process::Command;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{self, ConnectionExt as _};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::{Accessible, Desk, Process, until};

/// Starts a display on a number that nobody has; the number.
pub(crate) fn serve(mut command: Command, (across, down): (u16, u16)) -> (Process, u32) {
    command.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0", &format!("{across}x{down}x24")]);
    let (process, number, _) = Process::answering(&command);
    (process, number.parse().unwrap())
}

/// A display.
pub(crate) struct Screen {
    x: RustConnection,
    root: xproto::Window,
    size: (u16, u16),
    keymap: Vec<Vec<u32>>,
    first_key: u8,
}

/// Keys whose X keysym is not the code of a letter.
const KEYS: [(&str, u32); 24] = [
    ("ctrl", 0xffe3),
    ("shift", 0xffe1),
    ("alt", 0xffe9),
    ("space", 0x20),
    ("Tab", 0xff09),
    ("Return", 0xff0d),
    ("Escape", 0xff1b),
    ("BackSpace", 0xff08),
    ("Delete", 0xffff),
    ("Home", 0xff50),
    ("End", 0xff57),
    ("Left", 0xff51),
    ("Up", 0xff52),
    ("Right", 0xff53),
    ("Down", 0xff54),
    ("Page_Up", 0xff55),
    ("Page_Down", 0xff56),
    ("Insert", 0xff63),
    ("F1", 0xffbe),
    ("F2", 0xffbf),
    ("F4", 0xffc1),
    ("F5", 0xffc2),
    ("F10", 0xffc7),
    ("F11", 0xffc8),
];

impl Screen {
    pub(super) fn connect(number: u32) -> Self {
        let (x, nth) = x11rb::connect(Some(&format!(":{number}"))).unwrap();
        let setup = x.setup();
        let screen = &setup.roots[nth];
        let (root, size) = (screen.root, (screen.width_in_pixels, screen.height_in_pixels));
        let (first_key, last_key) = (setup.min_keycode, setup.max_keycode);
        let mapping = x.get_keyboard_mapping(first_key, last_key - first_key + 1).unwrap().reply().unwrap();
        let keymap = mapping.keysyms.chunks(usize::from(mapping.keysyms_per_keycode)).map(<[u32]>::to_vec).collect();
        Self { x, root, size, keymap, first_key }
    }

    /// Waits until a window manager is there.
    pub(super) fn until_managed(&self) {
        until("a window manager", || self.numbers(self.root, "_NET_SUPPORTING_WM_CHECK").first().copied());
    }

    /// The keycode that gives this keysym, and whether with Shift.
    fn keycode(&self, keysym: u32) -> (u8, bool) {
        for shifted in [false, true] {
            if let Some(nth) = self.keymap.iter().position(|keysyms| keysyms.get(usize::from(shifted)) == Some(&keysym))
            {
                return (self.first_key + u8::try_from(nth).unwrap(), shifted);
            }
        }
        panic!("no key gives {keysym:#x}")
    }

    fn fake(&self, event: u8, detail: u8, (x, y): (i16, i16)) {
        self.x.xtest_fake_input(event, detail, 0, self.root, x, y, 0).unwrap().check().unwrap();
    }

    /// Presses keys together and lets them go: `"a"`, `"Tab"`, `"ctrl+shift+z"`, by the names X has for them.
    pub(crate) fn key(&self, chord: &str) {
        let mut codes = Vec::new();
        for name in chord.split('+') {
            let named = KEYS.iter().find(|(known, _)| *known == name).map(|(_, keysym)| *keysym);
            // Latin letters, digits and signs are their own keysyms.
            let keysym = named.unwrap_or_else(|| name.chars().next().unwrap().into());
            assert!(named.is_some() || name.chars().count() == 1, "no key is called {name}");
            let (code, shifted) = self.keycode(keysym);
            codes.extend(shifted.then(|| self.keycode(0xffe1).0));
            codes.push(code);
        }
        for code in &codes {
            self.fake(xproto::KEY_PRESS_EVENT, *code, (0, 0));
        }
        for code in codes.iter().rev() {
            self.fake(xproto::KEY_RELEASE_EVENT, *code, (0, 0));
        }
    }

    /// Types a text that the keyboard has keys for.
    pub(crate) fn type_text(&self, text: &str) {
        for letter in text.chars() {
            self.key(&if letter == ' ' { "space".to_owned() } else { letter.to_string() });
        }
    }

    /// Moves the pointer to a point of the screen.
    pub(crate) fn point(&self, x: i32, y: i32) {
        let at = (i16::try_from(x).unwrap(), i16::try_from(y).unwrap());
        self.fake(xproto::MOTION_NOTIFY_EVENT, 0, at);
    }

    /// Clicks at a point of the screen.
    pub(crate) fn click(&self, x: i32, y: i32) {
        self.point(x, y);
        self.button(1);
    }

    /// Presses a button of the pointer and lets it go: 1 is the first, 4 and 5 are the wheel up and down.
    pub(crate) fn button(&self, button: u8) {
        self.fake(xproto::BUTTON_PRESS_EVENT, button, (0, 0));
        self.fake(xproto::BUTTON_RELEASE_EVENT, button, (0, 0));
    }

    /// The whole screen as it is seen.
    pub(crate) fn picture(&self) -> Picture {
        self.part([0, 0, self.size.0.into(), self.size.1.into()])
    }

    /// Whether all of such a part is on the screen: what a page scrolls to may be on its way.
    pub(crate) fn holds(&self, [left, top, width, height]: [i32; 4]) -> bool {
        let (across, down) = (i32::from(self.size.0), i32::from(self.size.1));
        width > 0 && height > 0 && left >= 0 && top >= 0 && left + width <= across && top + height <= down
    }

    /// A part of the screen as it is seen: left, top, width, height.
    pub(crate) fn part(&self, [left, top, width, height]: [i32; 4]) -> Picture {
        let (x, y) = (i16::try_from(left).unwrap(), i16::try_from(top).unwrap());
        let (width, height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
        let image = self.x.get_image(xproto::ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX);
        let image = image.unwrap().reply().unwrap();
        let pixels = image.data.as_chunks::<4>().0.iter().map(|[blue, green, red, _]| [*red, *green, *blue]);
        Picture { width: width.into(), pixels: pixels.collect() }
    }

    fn atom(&self, name: &str) -> u32 {
        self.x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    fn property(&self, window: xproto::Window, name: &str) -> Option<xproto::GetPropertyReply> {
        // The window may be gone.
        self.x.get_property(false, window, self.atom(name), xproto::AtomEnum::ANY, 0, u32::MAX).unwrap().reply().ok()
    }

    fn numbers(&self, window: xproto::Window, name: &str) -> Vec<u32> {
        self.property(window, name).and_then(|found| Some(found.value32()?.collect())).unwrap_or_default()
    }

    /// Asks the window manager for something.
    fn ask(&self, window: xproto::Window, name: &str, data: [u32; 5]) {
        let event = xproto::ClientMessageEvent::new(32, window, self.atom(name), data);
        let mask = xproto::EventMask::SUBSTRUCTURE_REDIRECT | xproto::EventMask::SUBSTRUCTURE_NOTIFY;
        self.x.send_event(false, self.root, mask, event).unwrap().check().unwrap();
    }
}

/// Pixels, line after line, as red, green and blue.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Pixels of a line.
    pub(crate) width: usize,
    /// All of them.
    pub(crate) pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Its lines.
    pub(crate) fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// The pixel at this place.
    pub(crate) fn at(&self, x: usize, y: usize) -> [u8; 3] {
        self.pixels[y * self.width + x]
    }

    /// How many pixels are another colour than in a picture of the same size.
    pub(crate) fn unlike(&self, other: &Self) -> usize {
        assert_eq!((self.width, self.pixels.len()), (other.width, other.pixels.len()));
        self.pixels.iter().zip(&other.pixels).filter(|(one, two)| one != two).count()
    }

    /// Whether all of it is one colour.
    pub(crate) fn is_plain(&self) -> bool {
        self.pixels.iter().all(|pixel| pixel == &self.pixels[0])
    }
}

/// The program's window.
pub(crate) struct Window<'a> {
    /// The program.
    pub(crate) process: Process,
    desk: &'a Desk,
    id: xproto::Window,
    application: OnceCell<Accessible>,
}

impl<'a> Window<'a> {
    /// Waits until the window of a program is open, has the focus and shows something.
    pub(super) fn of(desk: &'a Desk, process: Process) -> Self {
        let screen = &desk.screen;
        let id = until("a window", || {
            let windows = screen.numbers(screen.root, "_NET_CLIENT_LIST");
            windows.into_iter().find(|window| screen.numbers(*window, "_NET_WM_PID") == [process.id()])
        });
        let window = Self { process, desk, id, application: OnceCell::new() };
        until("the window to have the focus", || window.has_focus().then_some(()));
        until("the window to be drawn", || (!window.picture().is_plain()).then_some(()));
        window
    }

    /// What stands in its title bar.
    pub(crate) fn title(&self) -> String {
        let title = self.desk.screen.property(self.id, "_NET_WM_NAME").map(|found| found.value);
        String::from_utf8(title.unwrap_or_default()).unwrap()
    }

    /// Whether keys reach it.
    pub(crate) fn has_focus(&self) -> bool {
        self.desk.screen.numbers(self.desk.screen.root, "_NET_ACTIVE_WINDOW") == [self.id]
    }

    /// Where its inside is on the screen: left, top, width, height.
    pub(crate) fn place(&self) -> [i32; 4] {
        let Screen { x, root, .. } = &self.desk.screen;
        let size = x.get_geometry(self.id).unwrap().reply().unwrap();
        let at = x.translate_coordinates(self.id, *root, 0, 0).unwrap().reply().unwrap();
        [at.dst_x.into(), at.dst_y.into(), size.width.into(), size.height.into()]
    }

    /// What is seen of its inside: as much of it as is on the screen.
    pub(crate) fn picture(&self) -> Picture {
        let ([left, top, width, height], (across, down)) = (self.place(), self.desk.screen.size);
        let (right, bottom) = ((left + width).min(across.into()), (top + height).min(down.into()));
        let (left, top) = (left.max(0), top.max(0));
        self.desk.screen.part([left, top, right - left, bottom - top])
    }

    /// Gives its inside this size, and waits until it has it.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let aux = xproto::ConfigureWindowAux::new().x(0).y(0).width(width).height(height);
        self.desk.screen.x.configure_window(self.id, &aux).unwrap().check().unwrap();
        until("the window's new size", || {
            let [_, _, across, down] = self.place();
            (u32::try_from(across) == Ok(width) && u32::try_from(down) == Ok(height)).then_some(())
        });
    }

    /// Asks it to close, as the button in its title bar does.
    pub(crate) fn close(&self) {
        self.desk.screen.ask(self.id, "_NET_CLOSE_WINDOW", [0; 5]);
    }

    /// Minimises it.
    pub(crate) fn minimise(&self) {
        self.desk.screen.ask(self.id, "WM_CHANGE_STATE", [3, 0, 0, 0, 0]);
    }

    /// Brings it back, with the focus.
    pub(crate) fn restore(&self) {
        self.desk.screen.ask(self.id, "_NET_ACTIVE_WINDOW", [2, 0, 0, 0, 0]);
        until("the window to have the focus", || self.has_focus().then_some(()));
    }

    /// What a screen reader is given of the program.
    pub(crate) fn tree(&self) -> &Accessible {
        self.application.get_or_init(|| Accessible::of(&self.desk.bus, self.process.id()))
    }
}
