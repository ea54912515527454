# The parts of .ci/run. Sourced; uses $shared and $work.

step() { printf '\n=== %s (%s)\n' "$1" "$(date +%T)"; }

expect_code() { [ "$1" = "$2" ] || { echo "exit code $2 instead of $1" >&2; exit 1; }; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

together() { # together FUNCTION...: all at once; the first that fails ends it
    local part pids=()
    for part; do "$part" & pids+=($!); done
    for part in "${pids[@]}"; do wait "$part"; done
}

await() { # await URL: until it answers 200, for a minute
    for _ in $(seq 300); do
        [ "$(curl -s -o /dev/null -w '%{http_code}' "$1")" = 200 ] && return 0
        sleep 0.2
    done
    echo "no answer from $1" >&2
    return 1
}

install_debian_tools() {
    local missing=()
    command -v dcmdump >/dev/null || missing+=(dcmtk)
    command -v gdcmconv >/dev/null || missing+=(libgdcm-tools)
    command -v opj_decompress >/dev/null || missing+=(libopenjp2-tools)
    command -v ojph_compress >/dev/null || missing+=(openjph-tools)
    command -v djpeg >/dev/null || missing+=(libjpeg-turbo-progs)
    command -v curl >/dev/null || missing+=(curl)
    command -v npm >/dev/null || missing+=(nodejs npm)
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
}

python311() {
    local p
    for p in python3.11 ~/.pyenv/versions/3.11*/bin/python python3.12 python3; do
        "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$p"; return; }
    done
    echo "no Python 3.11 or later" >&2
    return 1
}

install_kit() {
    [ -x "$work/kit/bin/pytest" ] || "$(python311)" -m venv "$work/kit"
    "$work/kit/bin/pip" install -q --disable-pip-version-check -r "$shared/conformance/requirements.txt"
}

# Cloud Storage (fake-gcs-server) and BigQuery (local-bigquery), as the design has them.
emulators() { # emulators install|start|stop
    EMU_DIR=$work GCS_PORT=${gcs_url##*:} BQ_PORT=${bigquery_url##*:} BQ_GRPC_PORT=${bigquery_grpc:-0} \
        "$shared/tools/emulators.sh" "$1"
}

install_emulators() { gcs_url=:0 bigquery_url=:0 emulators install; }

start_emulators() { # sets $gcs_url and $bigquery_url
    gcs_url=http://127.0.0.1:$(free_port)
    bigquery_url=http://127.0.0.1:$(free_port)
    bigquery_grpc=$(free_port)
    rm -rf "$work/gcs" "$work/bqdata"
    emulators start
}

# A network with faults, for the tests of Cloud Storage.
install_toxiproxy() {
    [ -x "$work/toxiproxy/server" ] \
        || GOBIN=$work/toxiproxy CGO_ENABLED=0 go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.5.0
}

start_toxiproxy() { # sets $toxiproxy_url
    toxiproxy_url=http://127.0.0.1:$(free_port)
    "$work/toxiproxy/server" -host 127.0.0.1 -port "${toxiproxy_url##*:}" >"$work/toxiproxy.log" 2>&1 &
    toxiproxy_pid=$!
    await "$toxiproxy_url/version"
}

# Amazon S3 (moto) and Azure Blob Storage (azurite), for the routes that send there.
install_clouds() {
    [ -x "$work/moto/bin/python" ] || "$(python311)" -m venv "$work/moto"
    "$work/moto/bin/pip" install -q --disable-pip-version-check "moto[s3]==5.2.1" flask==3.1.3 flask-cors==6.0.2
    [ -x "$work/azurite/node_modules/.bin/azurite-blob" ] \
        || npm install --silent --no-audit --no-fund --prefix "$work/azurite" azurite@3.35.0
}

start_clouds() { # sets $s3_url and $azure_url
    s3_url=http://127.0.0.1:$(free_port)
    "$work/moto/bin/moto_server" -H 127.0.0.1 -p "${s3_url##*:}" >"$work/s3.log" 2>&1 &
    s3_pid=$!
    azure_url=http://127.0.0.1:$(free_port)
    "$work/azurite/node_modules/.bin/azurite-blob" --inMemoryPersistence --disableTelemetry --silent \
        --blobHost 127.0.0.1 --blobPort "${azure_url##*:}" >"$work/azure.log" 2>&1 &
    azure_pid=$!
    await "$s3_url/moto-api/"
    # It has no page that answers 200.
    curl -s -o /dev/null --retry 60 --retry-delay 1 --retry-connrefused "$azure_url" || { cat "$work/azure.log"; return 1; }
}

# An OpenID Connect provider: Keycloak, with a realm of clients that have one right or another.
identity() { # identity install|start|stop|token CLIENT|rotate
    IDENTITY_DIR=$work/identity IDENTITY_PORT=${keycloak_url##*:} MVN=$PWD/mvnw "$shared/tools/identity.sh" "$@"
}

install_keycloak() { keycloak_url=:0 identity install; }

start_keycloak() { # sets $keycloak_url; takes most of a minute, so it is awaited where it is needed
    keycloak_url=http://127.0.0.1:$(free_port)
    rm -rf "$work/identity/keycloak/data"
    identity start &
    keycloak_starts=$!
}

await_keycloak() {
    wait "$keycloak_starts"
    export CARAVAN_KEYCLOAK=$keycloak_url/realms/caravan
    export CARAVAN_KEYCLOAK_ROTATE="IDENTITY_DIR=$work/identity IDENTITY_PORT=${keycloak_url##*:} $shared/tools/identity.sh rotate"
}

# PostgreSQL and an ActiveMQ Artemis broker, for many servers.
cluster() { # cluster install|start|stop|…
    CLUSTER_DIR=$work/cluster PG_PORT=$pg_port MQ_PORT=$mq_port MVN=$PWD/mvnw "$shared/tools/cluster.sh" "$1"
}

install_cluster() { pg_port=0 mq_port=0 cluster install; }

start_cluster() { # sets $pg_port and $mq_port
    pg_port=$(free_port)
    mq_port=$(free_port)
    rm -rf "$work/cluster/pg" "$work/cluster/broker"
    cluster start
}

mortal_database() { # mortal_database start-database|stop: another one, which tests may kill and spoil
    CLUSTER_DIR=$work/mortal PG_PORT=$mortal_port "$shared/tools/cluster.sh" "$1"
}

start_mortal_database() { # sets $mortal_port
    mortal_port=$(free_port)
    rm -rf "$work/mortal"
    mortal_database start-database
}

# What is decoded: everything native, and the syntaxes that have a codec of ours.
decoded=0,1,1.99,2,4.50,4.51,4.53,4.55,4.57,4.70,4.80,4.81,4.90,4.91,4.92,4.93,4.201,4.202,4.203,5,8.1

make_stores() {
    rm -rf "$work/stores" "$work/fixtures"
    mkdir -p "$work/stores/empty" "$work/fixtures"
    "$work/kit/bin/python" "$shared/corpus/make_store.py" --syntax "$decoded" "$shared/corpus" "$work/stores/main"
    "$work/kit/bin/python" "$shared/corpus/make_store.py" --syntax 0,1,1.99,2 "$shared/corpus" "$work/stores/native"
    "$work/kit/bin/python" "$shared/corpus/make_store.py" "$shared/corpus" "$work/stores/whole"
    (
        cd "$shared/conformance"
        export PYTHONPATH=. PYTHONDONTWRITEBYTECODE=1
        "$work/kit/bin/python" -m oracle.fixtures "$work/fixtures"
        "$work/kit/bin/python" -m oracle.expected "$work/fixtures" >"$work/expected.csv"
        mv "$work/expected.csv" "$work/fixtures/expected.csv"
    )
}

# A clone of what is committed, in an empty folder of its own.
clone_alone() {
    alone=$work/alone
    rm -rf "$alone"
    git clone -q --no-local . "$alone/caravan"
}

readme_commands() { # as a reader types them: without a variable of ours, and with nothing beside the checkout
    (
        cd "$alone/caravan"
        unset ${!CARAVAN_*}
        ./caravan export samples gs://demo/first --mime-type image/png || expect_code 2 $?
        test "$(find data/buckets/demo/first -name '*.png' | wc -l)" -gt 30
        ./mvnw -B -ntp verify
    )
}

the_archive() { # as somebody installs it: a Java runtime, no Maven, no checkout, another user where that can be
    rm -rf "$work/dist"
    mkdir -p "$work/dist"
    ./mvnw -B -ntp -q -Pdist package -Dmaven.test.skip=true
    tar -xzf target/dicom-caravan-*.tar.gz -C "$work/dist" --strip-components=1
    chmod -R a+rX "$work/dist"
    local data run=()
    data=$(mktemp -d)
    if [ "$(id -u)" = 0 ]; then
        chown nobody "$data"
        run=(setpriv --reuid=nobody --clear-groups)
    fi
    (cd / && env -i PATH="$PATH" JAVA_HOME="${JAVA_HOME:-}" "${run[@]}" "$work/dist/bin/caravan" export samples gs://demo/first \
        --mime-type image/png --data "$data/data" 2>/dev/null) || expect_code 2 $?
    test "$(find "$data/data/buckets/demo/first" -name '*.png' | wc -l)" -gt 30
    rm -rf "$data"
}

the_image() { # its layers and what it says of itself; a base image comes from a registry, which needs not be at hand
    ./mvnw -B -ntp -q -Pimage package -Dmaven.test.skip=true -Dimage.base=scratch
    python3 .ci/read_image.py target/dicom-caravan-image.tar
}

tests_with_everything() {
    rm -rf "$work/alone-reports"
    mv target/surefire-reports "$work/alone-reports"
    CARAVAN_CORPUS=$shared/corpus CARAVAN_FIXTURES=$work/fixtures CARAVAN_GCS_ENDPOINT=$gcs_url \
        CARAVAN_BIGQUERY_ENDPOINT=$bigquery_url CARAVAN_S3_ENDPOINT=$s3_url CARAVAN_AZURE_ENDPOINT=$azure_url \
        CARAVAN_POSTGRES=jdbc:postgresql://127.0.0.1:$pg_port/caravan CARAVAN_BROKER=tcp://127.0.0.1:$mq_port \
        CARAVAN_POSTGRES_KILLED=jdbc:postgresql://127.0.0.1:$mortal_port/caravan \
        CARAVAN_POSTGRES_COMMAND="CLUSTER_DIR=$work/mortal PG_PORT=$mortal_port $shared/tools/cluster.sh" \
        CARAVAN_ARTEMIS="CLUSTER_DIR=$work/cluster MQ_PORT=$mq_port $shared/tools/cluster.sh" \
        CARAVAN_TOXIPROXY=$toxiproxy_url CARAVAN_KEYCLOAK=$CARAVAN_KEYCLOAK CARAVAN_KEYCLOAK_ROTATE=$CARAVAN_KEYCLOAK_ROTATE \
        ./mvnw -B -ntp package -Dgroups=environment
}

no_test_was_left_out() {
    python3 .ci/skipped.py "$work/alone-reports" target/surefire-reports
}

dataset=projects/kit/locations/here/datasets/conformance

start_server() { # start_server PROFILE [STORE]: sets $url and $data
    local port management
    port=$(free_port)
    management=$(free_port)
    url=http://127.0.0.1:$port
    data=$work/data-$1
    rm -rf "$data"
    CARAVAN_PROFILE=$1 CARAVAN_GCS_ENDPOINT=$gcs_url CARAVAN_BIGQUERY_ENDPOINT=$bigquery_url \
        CARAVAN_MANAGEMENT_PORT=$management ./caravan serve \
        --port "$port" --data "$data" --store "$dataset/dicomStores/main=${2:-$work/stores/main}" \
        --store "$dataset/dicomStores/empty=$work/stores/empty" >"$work/server-$1.log" 2>&1 &
    server_pid=$!
    await "http://127.0.0.1:$management/observe/health/ready" || { cat "$work/server-$1.log"; return 1; }
}

start_guarded_server() { # start_guarded_server PROFILE: the same, for callers of Keycloak alone; sets $token, too
    cat >"$work/iam-policy.json" <<<'{"projects/kit": {"bindings": [{"role": "roles/owner", "members": ["group:team-owner"]}]}}'
    CARAVAN_ACCESS_ISSUER=$CARAVAN_KEYCLOAK CARAVAN_ACCESS_AUDIENCE=caravan CARAVAN_ACCESS_POLICY=$work/iam-policy.json \
        start_server "$1"
    token=$(identity token owner)
}

as_node() { # as_node COMMAND…: with the settings of the servers that share one state
    CARAVAN_PROFILE=cluster CARAVAN_STATE_URL=jdbc:postgresql://127.0.0.1:$pg_port/caravan CARAVAN_STATE_URL_USER=caravan \
        CARAVAN_STATE_URL_PASSWORD=caravan CARAVAN_BROKER_URL=tcp://127.0.0.1:$mq_port CARAVAN_BROKER_URL_USER=caravan \
        CARAVAN_BROKER_URL_PASSWORD=caravan CARAVAN_ROWS=gs://rows/nodes CARAVAN_GCS_ENDPOINT=$gcs_url \
        CARAVAN_BIGQUERY_ENDPOINT=$bigquery_url CARAVAN_PUBLIC_URL=$url "$@"
}

start_nodes() { # three servers behind a load balancer; sets $url, and $node_urls
    local n port management ports=()
    url=http://127.0.0.1:$(free_port)
    node_pids=()
    node_urls=()
    new_bucket rows
    for n in 1 2 3; do
        port=$(free_port)
        management[n]=$(free_port)
        ports+=("$port")
        node_urls+=("http://127.0.0.1:$port")
        rm -rf "$work/data-node-$n"
        CARAVAN_NODE_NAME=node-$n CARAVAN_MANAGEMENT_PORT=${management[n]} CARAVAN_JAVA_OPTS=-Xmx512m as_node ./caravan serve \
            --port "$port" --data "$work/data-node-$n" --store "$dataset/dicomStores/main=$work/stores/main" \
            --store "$dataset/dicomStores/native=$work/stores/native" \
            --store "$dataset/dicomStores/empty=$work/stores/empty" >"$work/server-node-$n.log" 2>&1 &
        node_pids+=($!)
    done
    python3 .ci/round_robin.py "${url##*:}" "${ports[@]}" >"$work/round-robin.log" 2>&1 &
    node_pids+=($!)
    for n in 1 2 3; do
        await "http://127.0.0.1:${management[n]}/observe/health/ready" || { cat "$work/server-node-$n.log"; return 1; }
    done
}

all_nodes_are_alive() {
    as_node ./caravan nodes
    as_node ./caravan nodes --json | python3 -c 'import json, sys
alive = [node["node"] for node in json.load(sys.stdin) if node["state"] == "alive"]
assert alive == ["node-1", "node-2", "node-3"], alive'
}

an_export_outlives_a_node() { # whoever waits for it through the load balancer sees nothing but its end
    local name
    new_bucket outlived
    name=$(./caravan export "$dataset/dicomStores/main" gs://outlived/x --async --server "${node_urls[1]}")
    kill -KILL "${node_pids[0]}"
    wait "${node_pids[0]}" || true
    ./caravan operations wait "$name" --server "$url" || expect_code 2 $?
    as_node ./caravan operations failures "$name"
}

stop_nodes() {
    local pid
    for pid in "${node_pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" || true; done
    node_pids=()
}

nothing_without_a_token() { # every call of the kit that is let in with a token is refused without one
    local path
    for path in "$dataset" "$dataset/dicomStores" "$dataset/operations" "$dataset/dicomStores/main" "$dataset/operations/1" \
        projects/kit/locations projects/-/locations; do
        [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/v1/$path")" = 401 ] || { echo "$path without a token" >&2; return 1; }
    done
    [ "$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{}' \
        "$url/v1/$dataset/dicomStores/main:export")" = 401 ]
}

python_client() { # Google's library signs in by client credentials, exports, and waits
    mkdir -p "$data/buckets/python-client"
    "$work/kit/bin/python" .ci/python_client.py "$url" "$dataset/dicomStores/empty" "$CARAVAN_KEYCLOAK" gs://python-client/x
}

stop_server() {
    [ -z "${server_pid:-}" ] || { kill "$server_pid" && wait "$server_pid" || true; }
    server_pid=
}

stop_all() {
    stop_server
    [ -z "${node_pids:-}" ] || stop_nodes
    [ -z "${toxiproxy_pid:-}" ] || kill "$toxiproxy_pid" || true
    [ -z "${gcs_url:-}" ] || emulators stop
    [ -z "${mq_port:-}" ] || cluster stop
    [ -z "${mortal_port:-}" ] || mortal_database stop
    [ -z "${keycloak_url:-}" ] || identity stop
    kill ${s3_pid:-} ${azure_pid:-} ${fuzzing:-} 2>/dev/null || true
}

kit() { # kit OPTION...: the conformance kit; later options win
    (
        cd "$shared/conformance"
        PYTHONDONTWRITEBYTECODE=1 "$work/kit/bin/python" -m pytest -q -p no:cacheprovider --url="$url" \
            --store="$dataset/dicomStores/main" --manifest="$work/stores/main.manifest.csv" \
            --empty-store="$dataset/dicomStores/empty" "$@"
    ) || { tail -n 50 "$work"/server-*.log; return 1; }
}

fuzz() { # fuzz ROUNDS: each target for some seconds, in a process of its own; a finding is kept as an input and fails
    local round target
    for round in $(seq "$1"); do
        for target in rle jpegBaseline jpegExtended jpegProgressive jpegLossless jpegLs jpeg2000 htJpeg2000 deflatedFrame; do
            echo "$target, round $round"
            JAZZER_FUZZ=1 ./mvnw -B -ntp -q surefire:test -Dtest="CodecFuzzTest#$target" >"$work/fuzz.log" 2>&1 \
                || { tail -n 100 "$work/fuzz.log"; return 1; }
            grep "^Done" "$work/fuzz.log" || { echo "nothing was fuzzed" >&2; return 1; }
        done
    done
}

read_back() { # every syntax that is written, read by other programs; the server has to run
    local syntax
    "$work/kit/bin/python" -c 'import pydicom, numpy'
    mkdir -p "$data/buckets/recoded"
    for syntax in .1 "" .1.99 .4.50 .4.51 .4.57 .4.70 .4.80 .4.81 .4.90 .4.91 .4.201 .4.202 .4.203 .5 .8.1; do
        CARAVAN_NO_BUILD=1 ./caravan export "$dataset/dicomStores/main" "gs://recoded/in$syntax" --server "$url" \
            --mime-type "application/dicom; transfer-syntax=1.2.840.10008.1.2$syntax" >"$work/export.log" 2>&1 \
            || expect_code 2 $?
        # Explicit VR Little Endian comes first: what all others are compared with.
        [ "$syntax" = .1 ] || "$work/kit/bin/python" .ci/read_back.py "$data/buckets/recoded/in.1" "$data/buckets/recoded/in$syntax" \
            "1.2.840.10008.1.2$syntax"
    done
}

new_bucket() { # new_bucket NAME: in the emulator
    curl -sf -X POST "$gcs_url/storage/v1/b?project=kit" -H 'Content-Type: application/json' -d "{\"name\":\"$1\"}" >/dev/null
}

gcloud_export() {
    local name
    export CLOUDSDK_API_ENDPOINT_OVERRIDES_HEALTHCARE=$url/ CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true \
        CLOUDSDK_CORE_PROJECT=kit CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CONFIG=$work/gcloud
    new_bucket gcloud-bucket
    curl -sf -X POST "$bigquery_url/bigquery/v2/projects/kit/datasets" -H 'Content-Type: application/json' \
        -d '{"datasetReference":{"projectId":"kit","datasetId":"gcloud"}}' >/dev/null
    local where=(--dataset=conformance --location=here)
    gcloud healthcare dicom-stores export gcs main "${where[@]}" --gcs-uri-prefix=gs://gcloud-bucket/sync
    gcloud healthcare dicom-stores export bq main "${where[@]}" --bq-table=bq://kit.gcloud.instances
    if gcloud healthcare dicom-stores export bq main "${where[@]}" --bq-table=bq://kit.gcloud.instances 2>"$work/gcloud.err"; then
        echo "a table that exists was written without --overwrite-table" >&2
        return 1
    fi
    grep -q "exists already" "$work/gcloud.err"
    gcloud healthcare dicom-stores export bq main "${where[@]}" --bq-table=bq://kit.gcloud.instances --overwrite-table
    name=$(gcloud healthcare dicom-stores export gcs main "${where[@]}" --gcs-uri-prefix=gs://gcloud-bucket/async \
        --mime-type='application/dicom; transfer-syntax=*' --async --format='value(name)')
    # gcloud has no verb for it here: ours waits, theirs looks.
    ./caravan operations wait "$name" --server "$url" || expect_code 2 $?
    gcloud healthcare operations describe "${name##*/}" "${where[@]}" | grep -q 'done: true'
    gcloud healthcare operations list "${where[@]}" | grep -q "${name##*/}"
}

jdk25_export() {
    local jdk
    for jdk in "${JAVA25_HOME:-}" /usr/lib/jvm/*25*; do
        if [ -n "$jdk" ] && [ -x "$jdk/bin/javac" ]; then
            JAVA_HOME=$jdk ./mvnw -B -ntp -q -Dmaven.test.skip=true clean package
            JAVA_HOME=$jdk ./caravan export samples gs://demo/first --mime-type image/png \
                --data "$work/jdk25-data" 2>"$work/jdk25.log" || expect_code 2 $?
            rm -rf "$work/jdk25-data/bigquery"
            JAVA_HOME=$jdk ./caravan export samples bq://demo.first.instances --data "$work/jdk25-data" 2>>"$work/jdk25.log"
            JAVA_HOME=$jdk ./caravan query --data "$work/jdk25-data" 2>>"$work/jdk25.log" | grep -q demo.first.instances
            ! grep -i warning "$work/jdk25.log"
            return
        fi
    done
    echo "no JDK 25 here: skipped"
}
