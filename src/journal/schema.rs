//! The tables, and the way from each version of them to the next.

use rusqlite::{Connection, Result};

/// What the file says it is: `Ebb1`.
pub(super) const APPLICATION_ID: u32 = 0x4562_6231;

/// Each brings the journal one version further; the first makes it. Never edited once released: only added to.
const MIGRATIONS: [&str; 5] = [FIRST, EDITED, COUNTED, ENDINGS, FORMER];
/// The first version with [`COUNTED`], and with [`FORMER`].
const WITH_BACKUPS: u32 = 3;
const WITH_FORMER: u32 = 5;

/// The version this program writes.
pub(super) const NEWEST: u32 = {
    assert!(MIGRATIONS.len() < 1_000);
    #[expect(clippy::cast_possible_truncation, reason = "there are not a thousand of them")]
    let newest = MIGRATIONS.len() as u32;
    newest
};

/// Brings a journal of version `from` up to date, all or nothing. The caller holds the write lock.
pub(super) fn migrate(database: &mut Connection, from: u32) -> Result<()> {
    let change = database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(from as usize) {
        change.execute_batch(migration)?;
    }
    change.pragma_update(None, "user_version", NEWEST)?;
    change.commit()
}

/// The number of the backup made last of this journal, or of one it was restored from; `None` before the first, and in
/// a version that does not keep it.
pub(super) fn last_backup(database: &Connection) -> Result<Option<u32>> {
    if !counts_backups(database)? {
        return Ok(None);
    }
    let last: u32 = database.query_row("SELECT backups FROM meta", [], |row| row.get(0))?;
    Ok(Some(last).filter(|last| *last > 0))
}

/// Keeps the number of the backup made last, where this version does.
pub(super) fn set_last_backup(database: &Connection, number: u32) -> Result<()> {
    if counts_backups(database)? {
        database.execute("UPDATE meta SET backups = ?1", [number])?;
    }
    Ok(())
}

/// The passphrase before the present one, while there may be backups under it.
pub(super) fn former_passphrase(database: &Connection) -> Result<Option<String>> {
    database.query_row("SELECT former FROM meta", [], |row| row.get(0))
}

/// Keeps it, or forgets it, in a version that has a place for it. Only an encrypted journal may keep it. Where it is so
/// already, nothing is written.
pub(super) fn set_former_passphrase(database: &Connection, former: Option<&str>) -> Result<()> {
    if version(database)? >= WITH_FORMER && former_passphrase(database)?.as_deref() != former {
        database.execute("UPDATE meta SET former = ?1", [former])?;
    }
    Ok(())
}

fn counts_backups(database: &Connection) -> Result<bool> {
    Ok(version(database)? >= WITH_BACKUPS)
}

fn version(database: &Connection) -> Result<u32> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}

const FIRST: &str = "
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    device TEXT NOT NULL CHECK (length(device) = 8)
) STRICT;
CREATE TABLE settings (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    week_start TEXT NOT NULL,
    day_start_min INTEGER NOT NULL CHECK (day_start_min BETWEEN 0 AND 360)
) STRICT;
CREATE TABLE practices (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE targets (
    practice TEXT NOT NULL,
    from_day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('days', 'sessions', 'minutes', 'none')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    min_s INTEGER NOT NULL CHECK (min_s >= 0),
    credit_percent INTEGER NOT NULL CHECK (credit_percent >= 0),
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    PRIMARY KEY (practice, from_day)
) STRICT;
CREATE TABLE pauses (
    id TEXT PRIMARY KEY,
    from_day TEXT NOT NULL,
    to_day TEXT,
    practice TEXT,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    practice TEXT NOT NULL,
    day TEXT NOT NULL,
    start TEXT,
    active_s INTEGER NOT NULL CHECK (active_s >= 0),
    planned_s INTEGER NOT NULL CHECK (planned_s >= 0),
    ended TEXT NOT NULL CHECK (ended IN ('finished', 'stopped', 'interrupted', 'manual')),
    reason TEXT CHECK (reason IN ('pain', 'dizzy', 'distress', 'tired', 'other')),
    credited TEXT NOT NULL CHECK (credited IN ('auto', 'yes', 'no')),
    eased INTEGER NOT NULL CHECK (eased BETWEEN 0 AND 4),
    clock_jump INTEGER NOT NULL CHECK (clock_jump IN (0, 1)),
    before INTEGER CHECK (before BETWEEN 0 AND 10),
    after INTEGER CHECK (after BETWEEN 0 AND 10),
    note TEXT NOT NULL,
    title TEXT NOT NULL,
    hash TEXT NOT NULL,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    reached TEXT,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE goal_steps (
    goal TEXT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    reached TEXT,
    PRIMARY KEY (goal, position)
) STRICT;
CREATE TABLE support (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    date TEXT,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE running (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    entry TEXT NOT NULL
) STRICT;
";

/// Whether the user ever changed the plan, a goal or an entry: an import into a journal that nobody has touched may
/// replace its plan.
const EDITED: &str = "
ALTER TABLE settings ADD COLUMN edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1));
";

/// The number of the backup made last: each has a higher one than all before it.
const COUNTED: &str = "
ALTER TABLE meta ADD COLUMN backups INTEGER NOT NULL DEFAULT 0 CHECK (backups BETWEEN 0 AND 999999999);
";

/// An entry tells that its session was skipped to the end, that a reason was left unsaid, and during what it was stopped.
/// What a column takes can only be changed with the table. The column comes first: it is not added to a table that has
/// it already, whatever version the file says it is of.
const ENDINGS: &str = "
ALTER TABLE entries ADD COLUMN during TEXT NOT NULL DEFAULT '';
ALTER TABLE entries RENAME TO former_entries;
CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    practice TEXT NOT NULL,
    day TEXT NOT NULL,
    start TEXT,
    active_s INTEGER NOT NULL CHECK (active_s >= 0),
    planned_s INTEGER NOT NULL CHECK (planned_s >= 0),
    ended TEXT NOT NULL CHECK (ended IN ('finished', 'stopped', 'skipped', 'interrupted', 'manual')),
    reason TEXT CHECK (reason IN ('pain', 'dizzy', 'distress', 'tired', 'other', 'unsaid')),
    during TEXT NOT NULL,
    credited TEXT NOT NULL CHECK (credited IN ('auto', 'yes', 'no')),
    eased INTEGER NOT NULL CHECK (eased BETWEEN 0 AND 4),
    clock_jump INTEGER NOT NULL CHECK (clock_jump IN (0, 1)),
    before INTEGER CHECK (before BETWEEN 0 AND 10),
    after INTEGER CHECK (after BETWEEN 0 AND 10),
    note TEXT NOT NULL,
    title TEXT NOT NULL,
    hash TEXT NOT NULL,
    rev INTEGER NOT NULL CHECK (rev > 0),
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT;
INSERT INTO entries (id, practice, day, start, active_s, planned_s, ended, reason, during, credited, eased, clock_jump,
                     before, after, note, title, hash, rev, device, deleted)
    SELECT id, practice, day, start, active_s, planned_s, ended, reason, during, credited, eased, clock_jump,
           before, after, note, title, hash, rev, device, deleted FROM former_entries;
DROP TABLE former_entries;
";

/// What backups are opened with that were not brought under a changed passphrase before the program was ended: nobody else
/// could finish that.
const FORMER: &str = "
ALTER TABLE meta ADD COLUMN former TEXT;
";
