"""A witness inside the database: it notes whenever a row is taken by a worker, and whenever a verdict is written."""

TABLE = "CREATE TABLE audit (row_id varchar(40), what varchar(8))"
TAKEN = "NEW.state = 'running' AND (OLD.state <> 'running' OR NEW.started_at <> OLD.started_at)"
JUDGED = "NEW.state = 'done'"  # whoever touches a row that has its verdict is noted as well

SQLITE = [
    TABLE,
    *(
        f"CREATE TRIGGER audit_{what} AFTER UPDATE ON submissions_submission WHEN {condition} "
        f"BEGIN INSERT INTO audit VALUES (NEW.id, '{what}'); END"
        for what, condition in (("taken", TAKEN), ("judged", JUDGED))
    ),
]
POSTGRES = [
    TABLE,
    "CREATE FUNCTION audit() RETURNS trigger AS $$ BEGIN"
    " INSERT INTO audit VALUES (replace(NEW.id::text, '-', ''), TG_ARGV[0]); RETURN NEW; END $$ LANGUAGE plpgsql",
    *(
        f"CREATE TRIGGER audit_{what} AFTER UPDATE ON submissions_submission FOR EACH ROW WHEN ({condition})"
        f" EXECUTE FUNCTION audit('{what}')"
        for what, condition in (("taken", TAKEN), ("judged", JUDGED))
    ),
]
