//! The tables: what they tell, and that a spreadsheet takes no text for a formula.

use super::*;

#[test]
fn tables_leave_out_what_is_private_unless_it_is_asked_for() {
    let told = Entry {
        reason: Some(Reason::Pain),
        during: "figure four, left".into(),
        before: Some(7),
        after: Some(3),
        note: "a planted note".into(),
        credited: Credited::Yes,
        ended: Ended::Stopped,
        ..entry(1)
    };
    let csv = |private| {
        let mut out = Vec::new();
        let plan = default_plan(day("2026-11-12"));
        entries_csv(&mut out, &plan, std::slice::from_ref(&told), private, CsvDialect::Script).unwrap();
        String::from_utf8(out).unwrap()
    };
    let header = "id,practice,practice_name,day,start,active_s,planned_s,ended,reason,during,credited,eased,clock_jump,before,after,note,title,\
                  hash,rev,device,deleted\n";
    let row = |reason, ratings, note| {
        format!(
            "{header}00000000000000000000000000000001,breathing,Breathing,2026-11-22,2026-11-22T08:00:00+01:00,300,300,stopped,\
             {reason},yes,0,false,{ratings},{note},Daily five,,1,1a2b3c4d,false\n"
        )
    };
    assert_eq!(csv(Private::LEFT), row(",", ",", ""));
    assert_eq!(csv(Private::TAKEN), row("pain,\"figure four, left\"", "7,3", "a planted note"));
}

#[test]
fn a_table_of_weeks_goes_from_the_first_to_today() {
    let plan = default_plan(day("2026-11-12"));
    let entries = [entry(1)];
    let mut out = Vec::new();
    weeks_csv(&mut out, &plan, &entries, day("2026-11-22"), CsvDialect::Spreadsheet).unwrap();
    // From Thursday on, four of seven days: 4 of 7 of seven; 12/7 of three, rounded.
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{feff}from,to,practice,practice_name,kind,done,required,minutes,status\n\
         2026-11-09,2026-11-15,breathing,Breathing,days,0,4,0,missed\n\
         2026-11-09,2026-11-15,stretching,Stretching,days,0,2,0,missed\n\
         2026-11-16,2026-11-22,breathing,Breathing,days,1,7,5,open\n\
         2026-11-16,2026-11-22,stretching,Stretching,days,0,3,0,open\n"
    );
}

/// The texts of a table as they were before they were made harmless.
fn texts_of(table: &str) -> Vec<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new().from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    let plain = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    rows.records().map(|row| row.unwrap().iter().map(plain).collect()).collect()
}

proptest! {
    #[test]
    fn a_table_for_a_spreadsheet_has_no_formula_and_every_text_comes_back(
        note in "[-=+@'\"\t\r\n ,;0-9a-cü＝]{0,8}",
        title in "\\PC{0,12}",
        name in "[-=+@' a]{1,6}",
    ) {
        let mut plan = default_plan(day("2026-11-12"));
        plan.practices[0].name = name.clone();
        let told = Entry { note: note.clone(), title: title.clone(), before: Some(7), ..entry(1) };
        let mut out = Vec::new();
        entries_csv(&mut out, &plan, &[told], Private::TAKEN, CsvDialect::Spreadsheet).unwrap();
        let table = String::from_utf8(out).unwrap();
        let row = texts_of(&table).remove(0);
        prop_assert_eq!((&row[2], &row[15], &row[16], row[13].as_str()), (&name, &note, &title, "7"));
        let mut raw = csv::ReaderBuilder::new().from_reader(table.as_bytes());
        for cell in &raw.records().next().unwrap().unwrap() {
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{}", cell);
            prop_assert!(!cell.starts_with(['\t', '\r', '\n']), "{}", cell);
        }
    }
}
