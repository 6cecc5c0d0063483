# Becomes nginx: speaking TLS where there is a certificate, plain http where there is none, never something in between.
set -eu
how=plain
if [ -e /certificates/fullchain.pem ] || [ -e /certificates/privkey.pem ]; then
    how=tls
    for file in fullchain.pem privkey.pem; do
        if ! [ -r "/certificates/$file" ]; then
            echo "There is a certificate, but $file is missing or cannot be read by uid $(id -u) (docs/deploy.md)." >&2
            exit 1
        fi
    done
fi
# Whom to ask where the web server is. nginx asks again and again: after an upgrade it may be at another address.
names=$(sed -n 's/^nameserver *//p' /etc/resolv.conf | sed 's/.*:.*/[&]/' | tr '\n' ' ')
port=${HTTPS_AT##*:}  # "443", or "127.0.0.1:8443"
port=$([ "$port" = 443 ] || echo ":$port")
sed -e "s,@NAMES@,${names:-127.0.0.1}," /etc/jieti/nginx.conf > /tmp/nginx.conf
sed -e "s,@PORT@,$port," "/etc/jieti/$how.conf" > /tmp/listen.conf
sed -e "s,@WEB@,$WEB," /etc/jieti/web.conf > /tmp/web.conf
exec nginx -e /dev/stderr -c /tmp/nginx.conf -g "daemon off;"
