//! Reading single values: numbers, texts, names, and the fields of a group.
//!
//! Everything wrong becomes a [`Fault`]; reading then goes on. Knows no file's own fields.

use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use super::Content;
use super::limits::{Characters, Seconds, Whole};
use super::named::{Named, alternatives};
use super::nearest::nearest;
use super::problem::{Fault, shown};
use super::tree::{Field, Group, Node, Shape};
use crate::characters::unfit;
use crate::units::Time;

/// How many unknown, nameless and repeated fields of one group are told.
const MOST_OF_A_GROUP: usize = 20;

/// A text being read, and what was found wrong so far.
pub struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) meant: fn(&str, &str) -> Option<&'static str>,
    pub(crate) faults: Vec<Fault>,
}

/// The fields of a group that are known there.
pub struct Fields<'a> {
    /// What the group belongs to, as sentences call it.
    pub(crate) owner: &'a str,
    /// The step's name: the place of what is missing.
    pub(crate) name: Range<usize>,
    /// The opening bracket: the place of several values together.
    pub(crate) open: Range<usize>,
    known: Vec<(&'static str, &'a Node)>,
    /// Fields that a mistyped name probably stands for: they are not missing as well.
    meant: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The value of a field; `None` when it is not there.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Node> {
        self.known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Whether a field is there, or a mistyped name that probably stands for it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some() || self.meant.contains(&name)
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.faults.push(Fault { span, message: message.into() });
    }

    /// The text of a span; it outlives the reader.
    pub(crate) fn slice(&self, span: &Range<usize>) -> &'a str {
        &self.text[span.clone()]
    }

    pub(crate) fn must_be(&mut self, name: &str, node: &Node, expected: impl Display) {
        let found = shown(self.slice(&node.span));
        self.fault(node.span.clone(), format!("{name} must be {expected}, found {found}"));
    }

    /// The fields of a whole file.
    pub(crate) fn file(&mut self, content: &Content, root: &'a Node) -> Option<Fields<'a>> {
        let Content { noun, name, written, fields, .. } = content;
        let Shape::Group(group) = &root.shape else {
            self.fault(root.span.clone(), format!("a {noun} is written as {written}"));
            return None;
        };
        let span = group.name.clone().unwrap_or(group.open..group.open + 1);
        if group.name.is_some() && self.slice(&span) != *name {
            let found = shown(self.slice(&span));
            self.fault(span, format!("a {noun} is written as {written}, found {found}"));
            return None;
        }
        Some(self.fields(name, span, group, fields))
    }

    /// The fields of a group, all but the unknown, the nameless and the repeated, which are faults.
    pub(crate) fn fields(
        &mut self,
        owner: &'a str,
        name: Range<usize>,
        group: &'a Group,
        known: &'static [&'static str],
    ) -> Fields<'a> {
        let open = group.open..group.open + 1;
        let mut found = Fields { owner, name, open, known: Vec::new(), meant: Vec::new() };
        let before = self.faults.len();
        for Field { name, value } in &group.fields {
            let name = name.as_ref().map(|span| (span, self.slice(span)));
            let field = name.and_then(|(_, typed)| known.iter().find(|known| **known == typed));
            match field {
                Some(field) if found.get(field).is_none() => found.known.push((field, value)),
                // A group with this much wrong in it is something else altogether.
                _ if self.faults.len() - before >= MOST_OF_A_GROUP => {}
                Some(field) => self.fault(
                    name.map_or(value.span.clone(), |(span, _)| span.clone()),
                    format!("{field} stands here twice"),
                ),
                None => self.no_such_field(&mut found, known, name, value),
            }
        }
        found
    }

    fn no_such_field(
        &mut self,
        found: &mut Fields<'a>,
        known: &'static [&'static str],
        name: Option<(&Range<usize>, &str)>,
        value: &Node,
    ) {
        let owner = found.owner;
        if let Some((span, typed)) = name {
            let meant = (self.meant)(owner, typed);
            let stands_for = |known: &&&str| {
                meant.is_some_and(|meant| {
                    meant.strip_prefix(**known).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                })
            };
            found.meant.extend(known.iter().find(stands_for));
            found.meant.extend(nearest(typed, known.iter().copied()));
            let hint =
                meant.map_or_else(|| suggest(typed, known, "its fields"), |meant| format!(": did you mean {meant}?"));
            let message = format!("{owner} has no field {}{hint}", shown(typed));
            self.fault(span.clone(), message);
        } else {
            let hint = known.first().map_or(String::new(), |first| format!(", such as {first}: …"));
            self.fault(value.span.clone(), format!("each value of {owner} needs its name before it{hint}"));
            // Nobody can tell which one it stands for.
            found.meant.extend(known);
        }
    }

    /// A field that must be there.
    pub(crate) fn need(&mut self, fields: &Fields<'a>, name: &str) -> Option<&'a Node> {
        let value = fields.get(name);
        if value.is_none() && !fields.has(name) {
            self.fault(fields.name.clone(), format!("{} needs {name}", fields.owner));
        }
        value
    }

    /// A field that may be left out, be `None`, or be written as `Some(…)`.
    pub fn option(&self, fields: &Fields<'a>, name: &str) -> Option<&'a Node> {
        let value = fields.get(name)?;
        match &value.shape {
            Shape::Word if self.slice(&value.span) == "None" => None,
            Shape::Group(Group { name: Some(some), fields, .. }) if self.slice(some) == "Some" => match &fields[..] {
                [Field { name: None, value }] => Some(value),
                _ => Some(value),
            },
            _ => Some(value),
        }
    }

    /// A group of values that has no name of its own.
    pub(crate) fn group(&mut self, name: &str, node: &'a Node, example: &str) -> Option<&'a Group> {
        match &node.shape {
            Shape::Group(group) if group.name.is_none() => Some(group),
            _ => {
                self.must_be(name, node, format_args!("written like {example}"));
                None
            }
        }
    }

    /// Seconds within a limit.
    pub(crate) fn seconds(&mut self, name: &str, node: &Node, limit: Seconds) -> Option<Time> {
        let written = self.slice(&node.span);
        let secs = number(written).filter(|secs| {
            let in_range = (limit.least.secs()..=limit.most.secs()).contains(secs);
            // Exactly nothing, however it is written.
            in_range || (limit.or_none && secs.abs() < f64::MIN_POSITIVE)
        });
        let time = secs.and_then(|secs| exact(written).or_else(|| Time::from_secs_f64(secs)));
        if time.is_none() {
            let hint = if is_quoted_number(written) { ": a number has no quotes" } else { "" };
            self.fault(node.span.clone(), format!("{name} must be {limit}, found {}{hint}", shown(written)));
        }
        time
    }

    /// A whole number within a limit.
    pub fn whole(&mut self, name: &str, node: &Node, limit: Whole) -> Option<u32> {
        let written = self.slice(&node.span);
        let legal = limit.least..=limit.most;
        let found = ron::from_str::<u32>(written).ok().filter(|found| legal.contains(found));
        if found.is_none() {
            let too_far =
                |found: f64| found.fract() == 0.0 && !(f64::from(limit.least)..=f64::from(limit.most)).contains(&found);
            let kind = if number(written).is_some_and(too_far) { "" } else { "a whole number, " };
            self.must_be(name, node, format_args!("{kind}{limit}"));
        }
        found
    }

    /// A text within a limit, with CRLF as one newline.
    pub(crate) fn string(&mut self, name: &str, node: &Node, limit: Characters) -> Option<String> {
        let text = self.text(name, node)?;
        let count = text.chars().count();
        if !(limit.least..=limit.most).contains(&count) {
            self.fault(node.span.clone(), format!("{name} must be {limit}, found {count}"));
            return None;
        }
        if let Some(unfit) = unfit(&text) {
            self.fault(node.span.clone(), format!("{name} must have {unfit}"));
            return None;
        }
        Some(text)
    }

    /// The values of a list in square brackets; whatever else stands there is the only one.
    pub fn each(&self, node: &'a Node) -> &'a [Node] {
        if let Shape::List(items) = &node.shape { items } else { std::slice::from_ref(node) }
    }

    /// Any text.
    pub fn text(&mut self, name: &str, node: &Node) -> Option<String> {
        let text = self.quoted(node);
        if text.is_none() {
            self.must_be(name, node, "a text in quotes");
        }
        text
    }

    /// Yes or no.
    pub fn switch(&mut self, name: &str, node: &Node) -> Option<bool> {
        self.one_of(name, node, &[("true", true), ("false", false)])
    }

    /// A whole number that may be below nothing.
    pub fn signed(&mut self, name: &str, node: &Node, range: RangeInclusive<i32>) -> Option<i32> {
        let found = ron::from_str::<i32>(self.slice(&node.span)).ok().filter(|found| range.contains(found));
        if found.is_none() {
            let (least, most) = (range.start(), range.end());
            self.must_be(
                name,
                node,
                format_args!("a whole number from {least} to {most}").to_string().replace('-', "−"),
            );
        }
        found
    }

    pub(crate) fn quoted(&self, node: &Node) -> Option<String> {
        let written = self.slice(&node.span);
        let is_text = matches!(node.shape, Shape::Leaf) && written.starts_with(['"', 'r']);
        let plain =
            written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains('\\'));
        let read = || ron::from_str::<String>(written).ok();
        let text = is_text.then(|| plain.map_or_else(read, |text| Some(text.to_owned()))).flatten()?;
        Some(if text.contains('\r') { text.replace("\r\n", "\n") } else { text })
    }

    /// One of the names of a choice.
    pub fn named<T: Named>(&mut self, name: &str, node: &Node) -> Option<T> {
        let words: Vec<_> = T::ALL.iter().map(|one| (one.name(), *one)).collect();
        self.one_of(name, node, &words)
    }

    /// One of some bare words.
    pub(crate) fn one_of<T: Copy>(&mut self, name: &str, node: &Node, words: &[(&'static str, T)]) -> Option<T> {
        let written = self.slice(&node.span);
        let found = words.iter().find(|(word, _)| *word == written).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let found = shown(written);
            // A text in quotes is the commonest slip.
            let near = nearest(written.trim_matches('"'), names.iter().copied());
            let hint = near.map_or(String::new(), |near| format!(": did you mean {near}?"));
            self.fault(node.span.clone(), format!("{name} must be {}, found {found}{hint}", alternatives(&names)));
        }
        found
    }
}

/// `: did you mean X?`, or all the names there are.
pub(crate) fn suggest(typed: &str, names: &[&'static str], these: &str) -> String {
    nearest(typed, names.iter().copied())
        .map_or_else(|| format!("; {these} are {}", names.join(", ")), |near| format!(": did you mean {near}?"))
}

/// Whether a number stands in quotes.
fn is_quoted_number(written: &str) -> bool {
    written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).is_some_and(|inner| number(inner).is_some())
}

fn number(written: &str) -> Option<f64> {
    // Most are plain; RON also knows underscores, other bases and suffixes.
    written.parse().ok().or_else(|| ron::from_str(written).ok())
}

/// A plain decimal number of seconds to the nearest microsecond, halves up, without a detour through binary
/// fractions; `None` for any other way to write a number.
fn exact(written: &str) -> Option<Time> {
    let digits: String = written.strip_prefix('+').unwrap_or(written).chars().filter(|c| *c != '_').collect();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(whole) || !is_plain(fraction) || whole.len() > 9 || digits.len() < 2 && digits == "." {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digit = |place: usize| fraction.as_bytes().get(place).map_or(0, |byte| u64::from(byte - b'0'));
    let micros = (0..6).fold(0, |sum, place| sum * 10 + digit(place));
    let rounded_up = u64::from(digit(6) >= 5);
    Some(Time::from_micros(whole * 1_000_000 + micros + rounded_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_kept_to_the_nearest_microsecond_halves_up() {
        let micros = |written: &str| exact(written).map(Time::micros);
        assert_eq!(micros("4.5"), Some(4_500_000));
        assert_eq!(micros("2.5000005"), Some(2_500_001));
        assert_eq!(micros("2.50000049999"), Some(2_500_000));
        assert_eq!(micros("0.9999995"), Some(1_000_000));
        assert_eq!(micros("1_0.0"), Some(10_000_000));
        assert_eq!(micros("+4."), Some(4_000_000));
        assert_eq!(micros(".5"), Some(500_000));
        assert_eq!(micros("1e1"), None);
        assert_eq!(micros("-4"), None);
        assert_eq!(micros("NaN"), None);
    }
}
