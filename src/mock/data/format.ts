/** The form of a data file: its marks in the SQLite header, and its tables. */

/** `application_id` in the header: "hook". */
export const APPLICATION = 0x68_6f_6f_6b;

/** `user_version` in the header. A file with a higher one is refused. */
export const FORMAT = 1;

/** The tables. The records are `StoredRecord` and `RateWindow` as JSON. */
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
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${FORMAT};
`;
