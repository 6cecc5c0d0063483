# Images of Jieti, one target each. `make cell-image` builds the cell's, `docker compose build` the others (docs/deploy.md).
#
# cell     what a Docker spare runs (docs/sandbox.md): an interpreter, the cells' packages and sandbox/inside
# web      pages, API, scheduler and the commands of manage.py
# worker   grades in namespaces of its own (docs/decisions/0009); holds the cells' packages as well
#
# All start from nothing: no shell, no package manager, no compiler, no pip. Nothing in them has a date of its own, so that
# the same sources and packages give the same files.

ARG BASE=debian:bookworm-slim
ARG SOURCE_DATE_EPOCH=0

# An interpreter, and the part of the system that it needs.
FROM ${BASE} AS system
ARG SOURCE_DATE_EPOCH
ENV PYTHONDONTWRITEBYTECODE=1
RUN command -v python3 || \
    { apt-get update && apt-get install -y --no-install-recommends python3 ca-certificates; }
# What goes into an image lies below a folder of its own, which is copied as a whole: folders keep their dates then, too.
RUN set -e; root=/system; mkdir -p $root/usr/bin $root/usr/lib $root/etc $root/proc $root/sys $root/dev; \
    cp -a /usr/bin/python3* $root/usr/bin/; \
    cp -a /usr/lib/python3* /usr/lib/*-linux-gnu* $root/usr/lib/; \
    if [ -d /usr/lib64 ]; then cp -a /usr/lib64 $root/usr/; ln -s usr/lib64 $root/lib64; fi; \
    ln -s usr/lib $root/lib; ln -s usr/bin $root/bin; \
    rm -rf $root/usr/lib/*/perl-base $root/usr/lib/python3*/ensurepip $root/usr/lib/python3*/test; \
    find $root -name __pycache__ -prune -exec rm -rf {} +; \
    python3 -m compileall -q --invalidation-mode unchecked-hash -s $root $root/usr/lib/python3*; \
    find $root -perm /6000 -type f -exec chmod a-s {} +; \
    find $root -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

# The cells' packages. pip reads the arguments below as it reads its environment; for a machine without a GPU,
# `--build-arg PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu` saves gigabytes.
FROM system AS packages
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG SOURCE_DATE_EPOCH
COPY requirements/bootstrap /bootstrap
COPY requirements/cell.txt /cell.txt
# Bytecode that carries its source's hash rather than its date, and is not checked: the root is read-only.
RUN set -e; python3 -m venv --without-pip /venv; \
    for wheel in /bootstrap/pip-*.whl; do \
    /venv/bin/python "$wheel/pip" --no-cache-dir --disable-pip-version-check install --no-compile -r /cell.txt; done; \
    rm -rf /venv/share /venv/include; \
    { /venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /venv/lib || \
    echo "some of the packages' own test files are not meant to compile"; }; \
    mkdir /packages; mv /venv /packages/; \
    find /packages -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

# What runs in a cell's container. What is writable there is links into one tmpfs, so that one limit holds for all.
FROM system AS harness
ARG SOURCE_DATE_EPOCH
COPY sandbox/inside /inside/harness/sandbox/inside
RUN ln -s /dev/shm/desk /inside/desk; ln -s /dev/shm/tmp /inside/tmp; chmod -R a+rX /inside; \
    find /inside -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

FROM scratch AS ground
COPY --from=system /system/ /

FROM ground AS cells
COPY --from=packages /packages/ /

FROM cells AS cell
COPY --from=harness /inside/ /
ENV LANG=C.UTF-8 TZ=UTC OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TORCH_COMPILE_DISABLE=1 MPLBACKEND=agg HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib
USER 65533:65533
WORKDIR /harness
ENTRYPOINT ["/venv/bin/python", "-I", "-B", "-X", "utf8", "-c", \
    "import sys; sys.path.insert(0, '/harness'); from sandbox.inside import container; container.main()"]
CMD ["python"]

# The platform's packages, and of Postgres's tools those that make backups.
FROM system AS platform
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG EXTRA_PACKAGES
ARG SOURCE_DATE_EPOCH
RUN ls /usr/lib/postgresql/*/bin/pg_dump /etc/ssl/certs/ca-certificates.crt || \
    { apt-get update && apt-get install -y --no-install-recommends postgresql-client ca-certificates; }
COPY requirements/bootstrap /bootstrap
COPY requirements/platform.txt /platform.txt
RUN set -e; python3 -m venv --without-pip /jieti/.venv; \
    for wheel in /bootstrap/pip-*.whl; do \
    /jieti/.venv/bin/python "$wheel/pip" --no-cache-dir --disable-pip-version-check install --no-compile -r /platform.txt \
    $EXTRA_PACKAGES; \
    done; \
    rm -rf /jieti/.venv/share /jieti/.venv/include; \
    /jieti/.venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /jieti/.venv/lib; \
    mkdir /platform; mv /jieti /platform/; ln -s /platform/jieti /jieti; \
    find /platform -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +
# /tools: programs, and libraries that /system has not. /own: who we are. /ours: what we may write to.
RUN set -e; root=/tools; mkdir -p $root/usr/bin $root/etc/ssl/certs; \
    cp /usr/lib/postgresql/*/bin/pg_dump /usr/lib/postgresql/*/bin/pg_restore /usr/lib/postgresql/*/bin/psql $root/usr/bin/; \
    ldd $root/usr/bin/* | sed -n 's,.* => \(/[^ ]*\) .*,\1,p' | sort -u | while read -r library; do \
    file=/usr/lib/${library#*/lib/}; if [ ! -e /system$file ]; then \
    mkdir -p $root${file%/*}; cp -L $library $root$file; fi; done; \
    cp /etc/ssl/certs/ca-certificates.crt $root/etc/ssl/certs/; \
    root=/own; mkdir -p $root/etc $root/tmp $root/closed/proc /ours/state; \
    chmod 1777 $root/tmp; chmod 700 /ours/state $root/closed; \
    echo 'jieti:x:10001:10001::/tmp:/nonexistent' > $root/etc/passwd; \
    echo 'jieti:x:10001:' > $root/etc/group; \
    printf 'passwd: files\ngroup: files\nhosts: files dns\n' > $root/etc/nsswitch.conf; \
    find /tools /own /ours -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

# The platform itself, with its static files.
FROM platform AS sources
ARG SOURCE_DATE_EPOCH
COPY manage.py /sources/jieti/
COPY sandbox /sources/jieti/sandbox
COPY grader /sources/jieti/grader
COPY templates /sources/jieti/templates
COPY curriculum /sources/jieti/curriculum
COPY platform /sources/jieti/platform
RUN set -e; cd /sources/jieti; \
    export PYTHONPATH=$PWD/platform:$PWD JIETI_STATIC=$PWD/static JIETI_VAR=/tmp/var; \
    /jieti/.venv/bin/python manage.py collectstatic --noinput --verbosity 0; \
    python3 -m compileall -q --invalidation-mode unchecked-hash -s /sources manage.py platform sandbox grader; \
    chmod -R a+rX /sources; \
    find /sources -exec touch --no-create --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

FROM ground AS web
COPY --from=platform /tools/ /
COPY --from=platform /own/ /
COPY --from=platform --chown=10001:10001 /ours/ /
COPY --from=platform /platform/ /
COPY --from=sources /sources/ /
ENV PATH=/jieti/.venv/bin:/usr/bin PYTHONPATH=/jieti/platform:/jieti PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    LANG=C.UTF-8 TZ=UTC HOME=/tmp JIETI_VAR=/state JIETI_STATIC=/jieti/static
USER 10001:10001
WORKDIR /jieti
ENTRYPOINT ["python", "manage.py"]
CMD ["serve", "web"]

FROM cells AS worker
COPY --from=platform /own/ /
COPY --from=platform --chown=10001:10001 /ours/ /
COPY --from=platform /platform/ /
COPY --from=sources /sources/ /
ENV PATH=/jieti/.venv/bin:/usr/bin PYTHONPATH=/jieti/platform:/jieti PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    LANG=C.UTF-8 TZ=UTC HOME=/tmp JIETI_VAR=/state JIETI_STATIC=/jieti/static JIETI_CELL_PYTHON=/venv/bin/python
USER 10001:10001
WORKDIR /jieti
ENTRYPOINT ["python", "manage.py"]
CMD ["serve", "worker"]
