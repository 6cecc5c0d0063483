# Becomes Redis, with the password from its file: on the command line everybody on the machine could read it.
set -eu
exec redis-server - <<END
requirepass $(cat /run/secrets/redis_password)
bind * -::*
dir /tmp
save ""
appendonly no
maxmemory 256mb
maxmemory-policy noeviction
END
