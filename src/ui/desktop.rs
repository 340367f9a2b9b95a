//! What the desktop wishes of its windows where the window system does not say: on Linux, the desktop's portal does.
//!
//! Asked on a thread of its own, over the session's own bus; a desktop without a portal wishes nothing. Knows nothing
//! of what was chosen in Ebb.

use eframe::egui::{Context, Theme};
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedValue, Value};

use super::motion;

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PLACE: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const GROUP: &str = "org.freedesktop.appearance";
/// Keys of the group, see "Settings" in the portal's documentation.
const KEYS: [(&str, Preference); 2] = [("color-scheme", Preference::Dark), ("reduced-motion", Preference::LessMotion)];
/// The value of either where it is wished; 0 is no wish, and a colour scheme of 2 is light.
const WISHED: u32 = 1;

/// What a desktop can wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preference {
    Dark,
    LessMotion,
}

/// From now on windows that do as the desktop says do so.
pub(super) fn follow(ctx: &Context) {
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        // Without a portal the desktop states no preference.
        let _ = hear(&ctx);
    });
}

/// Hears what the portal says now, and then each change until the bus goes.
fn hear(ctx: &Context) -> zbus::Result<()> {
    let bus = Connection::session()?;
    let portal = Proxy::new(&bus, PORTAL, PLACE, SETTINGS)?;
    let changes = portal.receive_signal("SettingChanged")?;
    for (key, wish) in KEYS {
        // The newer ReadOne is missing in portals before 2023, and an old portal does not know every key.
        let now: zbus::Result<OwnedValue> = portal.call("Read", &(GROUP, key));
        if let Ok(now) = now {
            heed(ctx, wish, &now);
        }
    }
    for change in changes {
        let (group, key, value): (String, String, OwnedValue) = change.body().deserialize()?;
        if let Some((_, wish)) = KEYS.iter().find(|(named, _)| (GROUP, *named) == (&group, &key)) {
            heed(ctx, *wish, &value);
        }
    }
    Ok(())
}

fn heed(ctx: &Context, wish: Preference, value: &Value<'_>) {
    let wished = is_wished(value);
    match wish {
        Preference::Dark => {
            let theme = if wished { Theme::Dark } else { Theme::Light };
            ctx.options_mut(|options| options.fallback_theme = theme);
        }
        Preference::LessMotion => motion::wish(ctx, wished),
    }
    ctx.request_repaint();
}

/// What `Read` answers is wrapped once more than what changes are told by.
fn is_wished(value: &Value<'_>) -> bool {
    match value {
        Value::Value(inner) => is_wished(inner),
        Value::U32(value) => *value == WISHED,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_one_however_often_it_is_wrapped_and_nothing_else_is() {
        let wrapped = |value: Value<'static>| Value::Value(Box::new(value));
        assert!(is_wished(&Value::U32(1)));
        assert!(is_wished(&wrapped(wrapped(Value::U32(1)))));
        assert!(!is_wished(&wrapped(Value::U32(0))));
        assert!(!is_wished(&Value::U32(2)));
        assert!(!is_wished(&Value::from("prefer-dark")));
    }

    #[test]
    fn what_is_coloured_as_the_desktop_says_follows_it_both_ways() {
        let ctx = Context::default();
        ctx.options_mut(|options| options.fallback_theme = Theme::Light);
        heed(&ctx, Preference::Dark, &Value::U32(1));
        assert_eq!(ctx.theme(), Theme::Dark);
        heed(&ctx, Preference::Dark, &Value::U32(2));
        assert_eq!(ctx.theme(), Theme::Light);
    }

    #[test]
    fn what_moves_as_the_desktop_says_follows_it_both_ways() {
        let ctx = Context::default();
        heed(&ctx, Preference::LessMotion, &Value::U32(1));
        assert!(motion::reduced(&ctx));
        heed(&ctx, Preference::LessMotion, &Value::U32(0));
        assert!(!motion::reduced(&ctx));
    }
}
