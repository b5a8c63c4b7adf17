# Sourced: what comes from the system, installed by apt when root, said otherwise.

# system_package COMMAND_THAT_FINDS_IT PACKAGE: true when it is there in the end.
system_package() {
    eval "$1" >/dev/null 2>&1 && return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Il manque le paquet $2. Installez-le, par exemple : sudo apt install $2" >&2
        return 1
    fi
    [ -n "${apt_updated:-}" ] || { apt-get update -qq; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
has_chromium() { command -v chromium || command -v chromium-browser || ls ~/.cache/ms-playwright/chromium-*; }
has_postgres() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }
