//! Reading a session from the bytes of its file.
//!
//! Knows the fields of a session; every step tells what is wrong with it. Refuses to know where the bytes came from.

use super::limits;
use super::{Ambience, End, Guide, Session};
use crate::reading::{self, Content, Fields, Grouped, Node, Problem, Problems, Reader, Shape, shown};
use crate::timeline::{MAX_LENGTH, MAX_SPANS, measure};

/// What a file of the language holds.
const SESSION: Content = Content {
    noun: "session",
    name: "Session",
    written: "Session(…)",
    fields: &[
        "format", "title", "practice", "language", "about", "source", "caution", "needs", "pacer", "sound", "end",
        "steps",
    ],
    nests: Some(("Repeat", limits::NESTING)),
    meant,
};

/// What authors write who know the language a little.
fn meant(owner: &str, field: &str) -> Option<&'static str> {
    match (owner, field) {
        ("Breathe", "inhale" | "exhale" | "hold_in" | "hold_out" | "top_up") => Some("breath: (inhale: …, exhale: …)"),
        ("breath" | "to" | "say", "in") => Some("inhale"),
        ("breath" | "to" | "say", "out") => Some("exhale"),
        (_, "minutes" | "mins" | "min" | "seconds" | "length" | "duration") => Some("secs, in seconds"),
        _ => None,
    }
}

/// The format this program reads.
const FORMAT: u64 = 1;

/// Reads a session from the bytes of its file.
///
/// # Errors
/// Everything that is wrong: at least the first mistake of every step and of the session's own fields.
pub fn read(bytes: &[u8]) -> Result<Session, Problems> {
    let text = decode(bytes).map_err(|problem| vec![problem])?;
    if text.trim().is_empty() {
        return Err(vec![Problem::of_file("this file is empty: a session is written as Session(…)")]);
    }
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method has one lifetime, the closure has any")]
    reading::read(text, &SESSION, |reader, fields| reader.session(fields))
}

fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > limits::FILE {
        return Err(Problem::of_file("a session file must be at most 1 MiB, found more"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to() + 1;
        Problem::of_file(format!("a session file must be UTF-8 text, found something else at byte {byte}"))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

impl<'a> Reader<'a> {
    fn session(&mut self, fields: &Fields<'a>) -> Option<Session> {
        if self.is_newer(fields) {
            return None;
        }
        self.format(fields);
        let title = self.need(fields, "title").and_then(|node| self.string("title", node, limits::TITLE));
        let practice = self.need(fields, "practice").and_then(|node| self.identifier("practice", node));
        let language = self.option(fields, "language").and_then(|node| self.language(node));
        let about = self.paragraph(fields, "about");
        let source = self.paragraph(fields, "source");
        let caution = self.paragraph(fields, "caution");
        let needs = self.option(fields, "needs").and_then(|node| self.needs(node)).unwrap_or_default();
        let pacer = self.option(fields, "pacer").and_then(|node| self.named("pacer", node));
        let (guide, ambience) = self.sound(fields);
        let end = self.option(fields, "end").and_then(|node| self.named("end", node)).unwrap_or(End::Chime);
        let steps = self.need(fields, "steps").and_then(|node| {
            let steps = self.steps(node, 0)?;
            // With anything else wrong the size would be that of another session.
            (!self.faults.is_empty() || self.size_is_legal(node, &steps)).then_some(steps)
        });
        Some(Session {
            title: title?,
            practice: practice?,
            language,
            about,
            source,
            caution,
            needs,
            pacer,
            guide,
            ambience,
            end,
            steps: steps?,
        })
    }

    /// A name of lower-case letters, digits and hyphens.
    pub(super) fn identifier(&mut self, name: &str, node: &Node) -> Option<String> {
        let limit = limits::NAME;
        let text = self.quoted(node).filter(|text| limits::is_name(text));
        if text.is_none() {
            let found = shown(self.slice(&node.span));
            let near = self.quoted(node).map(|text| text.trim().to_lowercase().replace([' ', '_'], "-"));
            let hint = near.filter(|near| limits::is_name(near));
            let hint = hint.map_or_else(String::new, |near| format!(": did you mean \"{near}\"?"));
            let message = format!("{name} must be a text of {limit} out of a–z, 0–9 and -, found {found}{hint}");
            self.fault(node.span.clone(), message);
        }
        text
    }

    /// A language tag.
    pub(super) fn language(&mut self, node: &Node) -> Option<String> {
        let text = self.quoted(node).filter(|text| limits::is_language(text));
        if text.is_none() {
            self.must_be("language", node, format_args!("a tag such as \"en\" or \"pt-BR\""));
        }
        text
    }

    /// What has to be at hand.
    fn needs(&mut self, node: &'a Node) -> Option<Vec<String>> {
        let Shape::List(items) = &node.shape else {
            self.must_be("needs", node, "a list in square brackets such as [\"chair\", \"two cushions\"]");
            return None;
        };
        if items.len() > limits::NEEDS {
            let found = items.len();
            self.fault(node.span.clone(), format!("needs must name at most {} things, found {found}", limits::NEEDS));
            return None;
        }
        let needs: Vec<_> = items.iter().map(|item| self.string("needs", item, limits::NEED)).collect();
        needs.into_iter().collect()
    }

    /// A newer file is told as such and not judged by this version's rules.
    fn is_newer(&mut self, fields: &Fields<'a>) -> bool {
        let Some(node) = fields.get("format") else { return false };
        let Some(format) = ron::from_str::<u64>(self.slice(&node.span)).ok().filter(|format| *format > FORMAT) else {
            return false;
        };
        self.faults.clear();
        let message = format!("this file needs a newer Ebb (format {format}; this one reads {FORMAT})");
        self.fault(node.span.clone(), message);
        true
    }

    fn format(&mut self, fields: &Fields<'a>) {
        if let Some(node) = self.need(fields, "format") {
            let written = self.slice(&node.span);
            if ron::from_str::<u64>(written).ok() != Some(FORMAT) {
                self.fault(node.span.clone(), format!("format must be {FORMAT}, found {}", shown(written)));
            }
        }
    }

    fn paragraph(&mut self, fields: &Fields<'a>, name: &str) -> Option<String> {
        let node = self.option(fields, name)?;
        self.string(name, node, limits::PARAGRAPH)
    }

    fn sound(&mut self, session: &Fields<'a>) -> (Option<Guide>, Option<Ambience>) {
        let group =
            self.option(session, "sound").and_then(|node| self.group("sound", node, "(guide: Tide, ambience: Ocean)"));
        let Some(group) = group else { return (None, None) };
        let fields = self.fields("sound", session.name.clone(), group, &["guide", "ambience"]);
        let guide = self.option(&fields, "guide").and_then(|node| self.named("guide", node));
        let ambience = self.option(&fields, "ambience").and_then(|node| self.named("ambience", node));
        (guide, ambience)
    }

    fn size_is_legal(&mut self, node: &Node, steps: &[super::Step]) -> bool {
        let legal = measure(steps).is_legal();
        if !legal {
            let (hours, spans) = (MAX_LENGTH.whole_secs() / 3600, Grouped(MAX_SPANS));
            let message = format!("the whole session must be at most {hours} hours and {spans} spans, found more");
            self.fault(node.span.start..node.span.start + 1, message);
        }
        legal
    }
}
