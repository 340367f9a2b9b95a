//! Goals with their steps, and support.

use rusqlite::{Connection, Params, Result, Row, named_params};

use super::{all, number, optional, revision, text};
use crate::plan::{Goal, GoalStep, Support};

pub(super) fn goals(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Goal>> {
    let select = format!("SELECT id, text, reached, rev, device, deleted FROM goals WHERE {filter} ORDER BY id");
    let mut goals = all(database, &select, key, goal)?;
    for goal in &mut goals {
        let steps = "SELECT text, reached FROM goal_steps WHERE goal = ?1 ORDER BY position";
        goal.steps = all(database, steps, [&goal.id], step)?;
    }
    Ok(goals)
}

pub(super) fn support(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Support>> {
    let select = "SELECT id, text, done, date, rev, device, deleted FROM support";
    all(database, &format!("{select} WHERE {filter} ORDER BY id"), key, line)
}

pub(super) fn put_goal(database: &Connection, goal: &Goal) -> Result<()> {
    database.execute("DELETE FROM goal_steps WHERE goal = ?1", [&goal.id])?;
    database.execute(
        "INSERT OR REPLACE INTO goals (id, text, reached, rev, device, deleted) \
         VALUES (:id, :text, :reached, :rev, :device, :deleted)",
        named_params! {
            ":id": goal.id, ":text": goal.text, ":reached": text(&goal.reached)?, ":rev": number(goal.rev),
            ":device": goal.device, ":deleted": goal.deleted,
        },
    )?;
    for (position, step) in (0_u32..).zip(&goal.steps) {
        let insert = "INSERT INTO goal_steps (goal, position, text, reached) VALUES (?1, ?2, ?3, ?4)";
        database.execute(insert, (&goal.id, position, &step.text, text(&step.reached)?))?;
    }
    Ok(())
}

pub(super) fn put_support(database: &Connection, support: &Support) -> Result<()> {
    database.execute(
        "INSERT OR REPLACE INTO support (id, text, done, date, rev, device, deleted) \
         VALUES (:id, :text, :done, :date, :rev, :device, :deleted)",
        named_params! {
            ":id": support.id, ":text": support.text, ":done": support.done, ":date": text(&support.date)?,
            ":rev": number(support.rev), ":device": support.device, ":deleted": support.deleted,
        },
    )?;
    Ok(())
}

fn goal(row: &Row<'_>) -> Result<Goal> {
    Ok(Goal {
        id: row.get(0)?,
        text: row.get(1)?,
        reached: optional(row, 2)?,
        steps: Vec::new(),
        rev: revision(row, 3)?,
        device: row.get(4)?,
        deleted: row.get(5)?,
    })
}

fn step(row: &Row<'_>) -> Result<GoalStep> {
    Ok(GoalStep { text: row.get(0)?, reached: optional(row, 1)? })
}

fn line(row: &Row<'_>) -> Result<Support> {
    Ok(Support {
        id: row.get(0)?,
        text: row.get(1)?,
        done: row.get(2)?,
        date: optional(row, 3)?,
        rev: revision(row, 4)?,
        device: row.get(5)?,
        deleted: row.get(6)?,
    })
}
