# Makes the secrets of a composed Jieti, where there are none yet: `make secrets`.
# Containers read these files under uids of their own; on this machine only the folder's owner gets near them.
set -eu
folder=${JIETI_PRIVATE:-deploy/private}
mkdir -p "$folder"
chmod 700 "$folder"
mkdir -p "$folder/certificates"
chmod 755 "$folder/certificates"
for name in secret_key database_password redis_password; do
    if ! [ -s "$folder/$name" ]; then
        od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name"
        echo "made $folder/$name"
    fi
    chmod 444 "$folder/$name"
done
