/** The form of a data file: its marks in the SQLite header, and its tables. */

/** `application_id` in the header: "hook". */
export const APPLICATION = 0x68_6f_6f_6b;

/** `user_version` in the header. A file with a higher one is refused. */
export const FORMAT = 3;

/**
 * What format 3 has of attempts. Their order is the key, so each is written behind the last one; how it ended stands beside
 * what was sent, which is then not written again. `due` (milliseconds since 1970) and `delivery` are given for what waits
 * and is not in memory.
 */
const ATTEMPTS = `
  CREATE TABLE attempts (
    contract INTEGER NOT NULL REFERENCES contracts,
    sequence INTEGER NOT NULL,
    record TEXT NOT NULL,
    ending TEXT,
    due INTEGER,
    delivery TEXT,
    PRIMARY KEY (contract, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX shelf ON attempts (contract, due) WHERE due IS NOT NULL;
  CREATE INDEX shelved ON attempts (delivery) WHERE delivery IS NOT NULL;
`;

/** Brings a file of an older format to the next one: its format → what is to be done. */
export const STEPS: Readonly<Record<number, string>> = {
  1: `${ATTEMPTS} PRAGMA user_version = 3;`,
  2: `
    ALTER TABLE attempts RENAME TO attempts_2;
    ${ATTEMPTS}
    INSERT INTO attempts (contract, sequence, record) SELECT contract, sequence, record FROM attempts_2;
    DROP TABLE attempts_2;
    PRAGMA user_version = 3;
  `,
};

/** The tables. The records are `StoredRecord`, `RateWindow` and `Attempt` as JSON. */
export const TABLES = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE contracts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE tenants (
    id INTEGER PRIMARY KEY,
    contract INTEGER NOT NULL REFERENCES contracts,
    name TEXT NOT NULL,
    properties TEXT NOT NULL,
    UNIQUE (contract, name)
  ) STRICT;
  CREATE TABLE resources (
    tenant INTEGER NOT NULL REFERENCES tenants,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (tenant, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE quotas (
    id INTEGER PRIMARY KEY,
    contract INTEGER NOT NULL REFERENCES contracts,
    record TEXT NOT NULL
  ) STRICT;
  ${ATTEMPTS}
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${FORMAT};
`;
