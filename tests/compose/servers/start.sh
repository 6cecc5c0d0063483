# Does as it is told; told nothing, it is Postgres, as the image on Docker Hub is: POSTGRES_USER, POSTGRES_DB,
# POSTGRES_PASSWORD_FILE, data in /var/lib/postgresql/data.
set -eu
[ $# = 0 ] || exec "$@"
data=/var/lib/postgresql/data
PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$data" /run/postgresql
    chown postgres:postgres "$data" /run/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups sh "$0"
fi
if ! [ -s "$data/PG_VERSION" ]; then
    initdb -D "$data" -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" -A scram-sha-256 --encoding=UTF8 \
        --locale=C.UTF-8 > /dev/null
    echo "host all all all scram-sha-256" >> "$data/pg_hba.conf"
    echo "CREATE DATABASE $POSTGRES_DB;" | postgres --single -D "$data" postgres > /dev/null
fi
exec postgres -D "$data" -c listen_addresses='*'
