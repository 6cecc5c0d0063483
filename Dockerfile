# Images of Jieti, one target each. `make cell-image` builds the cell's.
#
# cell: what a Docker spare runs (docs/sandbox.md). Nothing in it but an interpreter, its libraries, the packages
# of requirements/cell.txt and sandbox/inside: no shell, no package manager, no file of accounts.

ARG BASE=debian:bookworm-slim

# Where packages are installed. pip reads the arguments below as it reads its environment; for a machine without a GPU,
# `--build-arg PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu` saves gigabytes.
FROM ${BASE} AS packages
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
RUN command -v python3 || \
    { apt-get update && apt-get install -y --no-install-recommends python3 ca-certificates; }
RUN python3 -m venv --without-pip /venv
COPY requirements/bootstrap /bootstrap
COPY requirements/cell.txt /cell.txt
# Bytecode that carries its source's hash rather than its date, and is not checked: the root is read-only.
RUN set -e; for wheel in /bootstrap/pip-*.whl; do \
    /venv/bin/python "$wheel/pip" --no-cache-dir --disable-pip-version-check install --no-compile -r /cell.txt; done; \
    rm -rf /venv/share /venv/include; \
    { /venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /venv/lib || \
    echo "some of the packages' own test files are not meant to compile"; }
# The part of the system that a cell sees; what is writable is links into one tmpfs, so that one limit holds for all.
RUN set -e; root=/system; mkdir -p $root/usr/bin $root/usr/lib $root/etc $root/proc $root/sys $root/dev; \
    cp -a /usr/bin/python3* $root/usr/bin/; \
    cp -a /usr/lib/python3* /usr/lib/*-linux-gnu* $root/usr/lib/; \
    if [ -d /usr/lib64 ]; then cp -a /usr/lib64 $root/usr/; ln -s usr/lib64 $root/lib64; fi; \
    ln -s usr/lib $root/lib; ln -s usr/bin $root/bin; \
    ln -s /dev/shm/desk $root/desk; ln -s /dev/shm/tmp $root/tmp; \
    rm -rf $root/usr/lib/*/perl-base $root/usr/lib/python3*/ensurepip $root/usr/lib/python3*/test; \
    find $root -perm /6000 -type f -exec chmod a-s {} +

FROM scratch AS cell
COPY --from=packages /system/ /
COPY --from=packages /venv /venv
COPY sandbox/inside /harness/sandbox/inside
ENV LANG=C.UTF-8 TZ=UTC OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TORCH_COMPILE_DISABLE=1 MPLBACKEND=agg HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib
USER 65533:65533
WORKDIR /harness
ENTRYPOINT ["/venv/bin/python", "-I", "-B", "-X", "utf8", "-c", \
    "import sys; sys.path.insert(0, '/harness'); from sandbox.inside import container; container.main()"]
CMD ["python"]
