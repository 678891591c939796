-- What a database needs before its first migration. PostgreSQL's container runs this once, on an empty volume; on a
-- server of your own run it as the database's owner: psql "$DATABASE_URL" -f scripts/init_db.sql
-- Every statement may run again.

-- Search by parts of words. A trusted extension: owning the database is enough.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Only the owner and superusers connect; times are shown as they are stored.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('ALTER DATABASE %I SET timezone TO ''UTC''', current_database());
END $$;
