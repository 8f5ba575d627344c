//! The bare transaction on PostgreSQL: the same rows in a table clustered alike, and nothing else.

use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

use crate::benches::append::bare::Row;

const CREATE: &str = "CREATE TABLE bare_figure (
    period text NOT NULL, place_code text NOT NULL, place_from text NOT NULL, indicator text NOT NULL,
    entry bigint NOT NULL, row bigint NOT NULL, recorded bigint NOT NULL,
    number text, basis text NOT NULL, source text NOT NULL,
    PRIMARY KEY (period, place_code, place_from, indicator, entry, row))";

const INSERT: &str = "INSERT INTO bare_figure
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                         $8::text[], $9::text[], $10::text[])";

/// A connection with one table.
pub(crate) struct BarePostgres {
    conn: PgConnection,
}

impl BarePostgres {
    /// A new table in the ledger's own database.
    pub(crate) async fn beside(mut conn: PgConnection) -> Result<Self> {
        sqlx::query(CREATE).execute(&mut conn).await.context("making a bare table")?;
        Ok(Self { conn })
    }

    /// Inserts the forms, one transaction and one statement each.
    pub(crate) async fn insert_all(&mut self, forms: &[Vec<Row>]) -> Result<()> {
        for rows in forms {
            let text = |of: fn(&Row) -> &String| rows.iter().map(of).collect::<Vec<_>>();
            let value: Vec<_> = rows.iter().map(|row| row.value.as_ref()).collect();
            let number = |of: fn(&Row) -> i64| rows.iter().map(of).collect::<Vec<_>>();
            let mut tx = self.conn.begin().await?;
            sqlx::query(INSERT)
                .bind(text(|row| &row.period))
                .bind(text(|row| &row.place_code))
                .bind(text(|row| &row.place_from))
                .bind(text(|row| &row.indicator))
                .bind(number(|row| row.entry))
                .bind(number(|row| i64::from(row.number)))
                .bind(number(|row| row.recorded))
                .bind(value)
                .bind(text(|row| &row.basis))
                .bind(text(|row| &row.source))
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
