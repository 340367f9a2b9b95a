//! The accessibility bus: what a screen reader is given of a program, and what it can do with it.

use std::collections::HashMap;
use std::fmt::{self, Debug, Display};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use atspi_common::StateSet;
pub(crate) use atspi_common::{Role, State};
use zbus::MatchRule;
use zbus::blocking::{Connection, MessageIterator, Proxy, connection, fdo};
use zbus::message::Type;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Value};

use super::process::Process;
use super::{PATIENCE, until};

/// Starts a session bus and its accessibility bus, which then says that a screen reader runs; the session's address.
pub(crate) fn serve(env: &[(String, String)]) -> (Vec<Process>, String) {
    let mut bus = super::command_with(env, "dbus-daemon");
    bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
    let (bus, address, _) = Process::answering(&bus);
    let mut launcher: Command = super::command_with(env, &launcher());
    launcher.args(["--launch-immediately"]).env("DBUS_SESSION_BUS_ADDRESS", &address);
    let launcher = Process::spawn(&launcher);
    let session = connection::Builder::address(address.as_str()).unwrap().build().unwrap();
    let status = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status").unwrap();
    until("the accessibility bus", || status.set_property("IsEnabled", true).ok());
    (vec![bus, launcher], address)
}

/// The accessibility bus of a session bus.
pub(crate) fn connect(session: &str) -> Connection {
    let session = connection::Builder::address(session).unwrap().build().unwrap();
    let bus = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus").unwrap();
    let address: String = bus.call("GetAddress", &()).unwrap();
    connection::Builder::address(address.as_str()).unwrap().build().unwrap()
}

/// Where at-spi2-core puts its launcher differs from one system to the next; its service file says it.
fn launcher() -> String {
    let service = std::fs::read_to_string("/usr/share/dbus-1/services/org.a11y.Bus.service").unwrap_or_default();
    let exec = service.lines().find_map(|line| line.strip_prefix("Exec="));
    exec.expect("at-spi2-core is not installed: see .ci/packages test").to_owned()
}

/// Something that a screen reader can go to: a window, a control, a text.
#[derive(Clone)]
pub(crate) struct Accessible {
    bus: Connection,
    /// Who has it.
    owner: String,
    path: OwnedObjectPath,
}

impl Accessible {
    /// Waits until a program with this number is on the accessibility bus.
    pub(super) fn of(bus: &Connection, process: u32) -> Self {
        let path = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root").unwrap();
        let root = Self { bus: bus.clone(), owner: "org.a11y.atspi.Registry".to_owned(), path };
        let daemon = fdo::DBusProxy::new(bus).unwrap();
        until("the program on the accessibility bus", || {
            root.children().into_iter().find(|program| {
                let name = program.owner.as_str().try_into().unwrap();
                daemon.get_connection_unix_process_id(name).is_ok_and(|number| number == process)
            })
        })
    }

    fn proxy(&self, interface: &str) -> Proxy<'_> {
        let proxy = zbus::blocking::proxy::Builder::<Proxy<'_>>::new(&self.bus)
            .destination(self.owner.as_str())
            .and_then(|proxy| proxy.path(&self.path))
            .and_then(|proxy| proxy.interface(format!("org.a11y.atspi.{interface}")));
        // What is kept could be out of date.
        proxy.unwrap().cache_properties(zbus::proxy::CacheProperties::No).build().unwrap()
    }

    /// The answer to a question; `None` when this is gone, or has no such side.
    fn call<T>(&self, interface: &str, method: &str, arguments: &(impl serde::Serialize + DynamicType)) -> Option<T>
    where
        T: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        self.proxy(interface).call(method, arguments).ok()
    }

    fn property<T>(&self, interface: &str, name: &str) -> Option<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::Error>,
    {
        self.proxy(interface).get_property(name).ok()
    }

    /// What it is called.
    pub(crate) fn name(&self) -> String {
        self.property("Accessible", "Name").unwrap_or_default()
    }

    /// What is said of it besides.
    pub(crate) fn description(&self) -> String {
        self.property("Accessible", "Description").unwrap_or_default()
    }

    /// What it is.
    pub(crate) fn role(&self) -> Role {
        self.call::<u32>("Accessible", "GetRole", &()).and_then(|role| role.try_into().ok()).unwrap_or(Role::Invalid)
    }

    /// All states it is in.
    pub(crate) fn states(&self) -> StateSet {
        self.call("Accessible", "GetState", &()).unwrap_or_default()
    }

    /// Whether it is in this state.
    pub(crate) fn is(&self, state: State) -> bool {
        self.states().contains(state)
    }

    /// Other facts, such as a heading's level: name and value.
    pub(crate) fn attributes(&self) -> HashMap<String, String> {
        self.call("Accessible", "GetAttributes", &()).unwrap_or_default()
    }

    /// Where it is on the screen: left, top, width, height.
    pub(crate) fn place(&self) -> Option<[i32; 4]> {
        let (left, top, width, height): (i32, i32, i32, i32) = self.call("Component", "GetExtents", &0_u32)?;
        Some([left, top, width, height])
    }

    /// The number it stands for, as that of a slider.
    pub(crate) fn value(&self) -> Option<f64> {
        self.property("Value", "CurrentValue")
    }

    /// The text in it, as that of a field.
    pub(crate) fn text(&self) -> Option<String> {
        self.call("Text", "GetText", &(0_i32, -1_i32))
    }

    /// Does what a click does.
    pub(crate) fn press(&self) {
        let done: Option<bool> = self.call("Action", "DoAction", &0_i32);
        assert_eq!(done, Some(true), "{self:?} can be pressed");
    }

    /// Gives it the keyboard.
    pub(crate) fn focus(&self) {
        let done: Option<bool> = self.call("Component", "GrabFocus", &());
        assert_eq!(done, Some(true), "{self:?} takes the focus");
    }

    /// Makes it stand for this number.
    pub(crate) fn set_value(&self, value: f64) {
        self.proxy("Value").set_property("CurrentValue", Value::from(value)).unwrap();
    }

    /// What it directly holds.
    pub(crate) fn children(&self) -> Vec<Self> {
        let found: Vec<(String, OwnedObjectPath)> = self.call("Accessible", "GetChildren", &()).unwrap_or_default();
        found.into_iter().map(|(owner, path)| Self { bus: self.bus.clone(), owner, path }).collect()
    }

    /// Itself and all it holds, in the order of reading.
    pub(crate) fn all(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        all.extend(self.children().iter().flat_map(Self::all));
        all
    }

    /// The first thing in it of this role and name.
    pub(crate) fn find(&self, role: Role, name: &str) -> Option<Self> {
        self.all().into_iter().find(|found| found.role() == role && found.name() == name)
    }

    /// The first thing in it that is called this, has a place and is not pressed: a label, a heading.
    pub(crate) fn written(&self, words: &str) -> Option<Self> {
        let is_pressed = |found: &Self| matches!(found.role(), Role::Button | Role::ToggleButton | Role::ListItem);
        self.all().into_iter().find(|found| found.name() == words && !is_pressed(found) && found.place().is_some())
    }

    /// Waits until there is something of this role and name.
    pub(crate) fn until(&self, role: Role, name: &str) -> Self {
        until(Wanted { wanted: format!("{role} {name:?}"), within: self }, || self.find(role, name))
    }

    /// The first thing in it that says this among other words, whatever it is.
    pub(crate) fn said(&self, words: &str) -> Option<Self> {
        let says = |found: &Self| found.name().contains(words) || found.text().is_some_and(|text| text.contains(words));
        self.all().into_iter().find(says)
    }

    /// Waits until something says this, whatever it is.
    pub(crate) fn until_said(&self, words: &str) -> Self {
        until(Wanted { wanted: format!("{words:?}"), within: self }, || self.said(words))
    }

    /// All of it as lines, for a person who reads why a test failed.
    pub(crate) fn told(&self) -> String {
        let mut lines = String::new();
        self.tell(0, &mut lines);
        lines
    }

    fn tell(&self, depth: usize, lines: &mut String) {
        lines.extend([" ".repeat(2 * depth), format!("{self:?}\n")]);
        for child in self.children() {
            child.tell(depth + 1, lines);
        }
    }
}

/// Whether it is the same thing, however it is now.
impl PartialEq for Accessible {
    fn eq(&self, other: &Self) -> bool {
        (&self.owner, &self.path) == (&other.owner, &other.path)
    }
}

impl Debug for Accessible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.role(), self.name())?;
        let states: Vec<&str> = self.states().iter().map(|state| state.to_static_str()).collect();
        write!(f, " [{}]", states.join(" "))?;
        if let Some(value) = self.value() {
            write!(f, " = {value}")?;
        }
        match self.text() {
            Some(text) if text != self.name() => write!(f, " {text:?}"),
            _ => Ok(()),
        }
    }
}

/// What programs ask a screen reader to say, from when it began.
pub(crate) struct Announcements {
    said: Receiver<String>,
    /// All that came.
    heard: Vec<String>,
}

impl Announcements {
    /// Listens on the bus of this session.
    pub(super) fn listen(session: &str) -> Self {
        let bus = connect(session);
        let registry =
            Proxy::new(&bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry");
        let _: () = registry.unwrap().call("RegisterEvent", &("object:announcement",)).unwrap();
        let rule = MatchRule::builder().msg_type(Type::Signal).interface("org.a11y.atspi.Event.Object").unwrap();
        let rule = rule.member("Announcement").unwrap().build();
        let messages = MessageIterator::for_match_rule(rule, &bus, None).unwrap();
        let (send, said) = channel();
        std::thread::spawn(move || {
            for message in messages.flatten() {
                let body = message.body();
                let event: (String, i32, i32, OwnedValue, HashMap<String, OwnedValue>) = body.deserialize().unwrap();
                let words = String::try_from(event.3).unwrap();
                if send.send(words).is_err() {
                    return;
                }
            }
        });
        Self { said, heard: Vec::new() }
    }

    /// Waits until this is to be said.
    pub(crate) fn until(&mut self, wanted: &str) {
        while !self.heard.iter().any(|words| words.contains(wanted)) {
            match self.said.recv_timeout(PATIENCE) {
                Ok(words) => self.heard.push(words),
                Err(why) => panic!("waited for {wanted:?} ({why}), and there was {:?}", self.heard),
            }
        }
        self.heard.clear();
    }
}

/// What is waited for, and what there was instead.
struct Wanted<'a> {
    wanted: String,
    within: &'a Accessible,
}

impl Display for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in\n{}", self.wanted, self.within.told())
    }
}
