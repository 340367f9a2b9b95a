//! The voices a speech program has, and which of them speaks a language.
//!
//! Languages are BCP 47 tags, compared without regard to case; which voice fits is looked up as RFC 4647 says in section
//! 3.4: the tag as it is, then without its last part, and so on.

use super::program::Kind;

/// A voice of this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// What its program calls it.
    pub id: String,
    /// What a person reads.
    pub name: String,
    /// The languages it speaks, each with a rank: the lowest is preferred.
    languages: Vec<(String, u32)>,
}

impl Voice {
    fn rank(&self, language: &str) -> Option<u32> {
        self.languages.iter().find(|(spoken, _)| spoken == language).map(|(_, rank)| *rank)
    }

    /// Whether it speaks this language, in whatever region.
    pub fn speaks(&self, language: &str) -> bool {
        let language = normal(language);
        let primary = primary(&language);
        self.languages.iter().any(|(spoken, _)| self::primary(spoken) == primary)
    }
}

/// Which voice a session asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceChoice {
    /// The one the user chose, by its id.
    pub chosen: Option<String>,
    /// The language of what is spoken; the system's when a session names none.
    pub language: Option<String>,
}

/// The voice for a wish: the chosen one where it speaks the language or none is named, else one of the language. `Err`
/// holds the language that no voice speaks.
pub(super) fn choose<'a>(voices: &'a [Voice], wish: &VoiceChoice, system: Option<&str>) -> Result<&'a Voice, String> {
    let chosen = wish.chosen.as_ref().and_then(|id| voices.iter().find(|voice| voice.id == *id));
    let language = wish.language.as_deref().map(normal);
    if let Some(voice) = chosen
        && language.as_ref().is_none_or(|language| voice.speaks(language))
    {
        return Ok(voice);
    }
    let language = language.or_else(|| system.map(normal)).unwrap_or_else(|| "en".to_owned());
    of_language(voices, &language).ok_or(language)
}

fn of_language<'a>(voices: &'a [Voice], language: &str) -> Option<&'a Voice> {
    let mut range = language;
    loop {
        let best = voices.iter().filter_map(|voice| Some((voice.rank(range)?, voice))).min_by_key(|(rank, _)| *rank);
        if let Some((_, voice)) = best {
            return Some(voice);
        }
        match range.rsplit_once('-') {
            Some((shorter, _)) => range = shorter,
            None => return voices.iter().find(|voice| voice.speaks(language)),
        }
    }
}

/// A tag as it is compared: `pt_BR.UTF-8` is `pt-br`.
fn normal(tag: &str) -> String {
    let tag = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-").to_lowercase();
    // A system without a language speaks English.
    if matches!(tag.as_str(), "" | "c" | "posix") { "en".to_owned() } else { tag }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The voices in what a program lists.
pub(super) fn read(kind: Kind, list: &str) -> Vec<Voice> {
    let voice: fn(&str) -> Option<Voice> = match kind {
        Kind::Espeak => espeak,
        Kind::Say => say,
        Kind::Sapi => sapi,
    };
    list.lines().filter_map(voice).collect()
}

/// `Pty Language Age/Gender VoiceName File Other-Languages`, the last as `(en 2)`.
fn espeak(line: &str) -> Option<Voice> {
    let mut words = line.split_whitespace();
    let rank: u32 = words.next()?.parse().ok()?;
    let (language, _, name, _) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let rest = words.collect::<Vec<&str>>().join(" ").replace(['(', ')'], " ");
    let rest: Vec<&str> = rest.split_whitespace().collect();
    let others = rest.chunks_exact(2).filter_map(|pair| Some((pair[0].to_lowercase(), pair[1].parse().ok()?)));
    let languages = std::iter::once((language.to_lowercase(), rank)).chain(others).collect();
    Some(Voice { id: language.to_owned(), name: name.replace('_', " "), languages })
}

/// `Anna                de_DE    # Hallo! Ich heiße Anna.`
fn say(line: &str) -> Option<Voice> {
    let (known, _) = line.split_once('#')?;
    let (name, language) = known.trim_end().rsplit_once(char::is_whitespace)?;
    let name = name.trim();
    Some(Voice { id: name.to_owned(), name: format!("{name} ({language})"), languages: vec![(normal(language), 0)] })
}

/// `de-DE Microsoft Hedda Desktop`
fn sapi(line: &str) -> Option<Voice> {
    let (language, name) = line.trim().split_once(' ')?;
    Some(Voice { id: name.to_owned(), name: format!("{name} ({language})"), languages: vec![(normal(language), 0)] })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESPEAK: &str = "\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
 5  de              --/M      German             gmw/de               
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
 5  nb              --/M      Norwegian_Bokmål  gmq/nb               (no 5)
 5  pt              --/M      Portuguese_(Portugal) roa/pt               (pt-pt 5)
 5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)
";

    fn chosen(chosen: Option<&str>, language: Option<&str>, system: Option<&str>) -> Result<String, String> {
        let wish = VoiceChoice { chosen: chosen.map(str::to_owned), language: language.map(str::to_owned) };
        choose(&read(Kind::Espeak, ESPEAK), &wish, system).map(|voice| voice.id.clone())
    }

    #[test]
    fn a_language_finds_its_voice_and_a_region_it_does_not_know_the_nearest() {
        let of = |language| chosen(None, Some(language), Some("de")).unwrap();
        assert_eq!(of("pt-BR"), "pt-br");
        assert_eq!(of("pt"), "pt", "the preferred of two");
        assert_eq!(of("de-AT"), "de");
        assert_eq!(of("en"), "en-gb");
        assert_eq!(of("en-US"), "en-us");
        assert_eq!(of("fr-CH"), "fr-fr");
        assert_eq!(of("no"), "nb");
        assert_eq!(of("zh-Hans-CN"), "cmn");
    }

    #[test]
    fn the_system_says_where_the_session_does_not_and_english_where_nobody_does() {
        assert_eq!(chosen(None, None, Some("de_AT.UTF-8")).unwrap(), "de");
        assert_eq!(chosen(None, None, Some("C")).unwrap(), "en-gb");
        assert_eq!(chosen(None, None, None).unwrap(), "en-gb");
        assert_eq!(chosen(None, Some("fr"), Some("de")).unwrap(), "fr-fr");
    }

    #[test]
    fn a_language_without_a_voice_has_none_rather_than_another() {
        assert_eq!(chosen(None, Some("he"), Some("en")), Err("he".to_owned()));
        assert_eq!(chosen(Some("en-us"), Some("ja-JP"), None), Err("ja-jp".to_owned()));
    }

    #[test]
    fn the_chosen_voice_speaks_its_language_and_leaves_others_to_theirs() {
        assert_eq!(chosen(Some("en-us"), Some("en-GB"), None).unwrap(), "en-us");
        assert_eq!(chosen(Some("en-us"), Some("de"), None).unwrap(), "de");
        assert_eq!(chosen(Some("en-us"), None, Some("de")).unwrap(), "en-us");
        assert_eq!(chosen(Some("gone"), None, Some("de")).unwrap(), "de");
    }

    #[test]
    fn the_lists_of_other_systems_are_read() {
        let say = read(Kind::Say, "Anna                de_DE    # Hallo!\nEddy (English (UK)) en_GB    # Hello!\n");
        let ids: Vec<&str> = say.iter().map(|voice| voice.id.as_str()).collect();
        assert_eq!(ids, ["Anna", "Eddy (English (UK))"]);
        assert!(say[1].speaks("en"));
        let sapi = read(Kind::Sapi, "en-US Microsoft Zira Desktop\r\nde-DE Microsoft Hedda Desktop\r\n");
        assert_eq!(sapi[1].id, "Microsoft Hedda Desktop");
        assert_eq!(sapi[1].name, "Microsoft Hedda Desktop (de-DE)");
    }
}
