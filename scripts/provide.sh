#!/bin/sh
# provide.sh demo|test: install what is missing on a Debian machine, by package; elsewhere say what is needed.
# demo: Python's venv and open Chinese fonts.  test: the validators and renderers the tests compare with, too.
set -eu

fonts="fonts-noto-cjk fonts-noto-cjk-extra fonts-arphic-ukai fonts-arphic-uming fonts-arphic-gkai00mp fonts-arphic-gbsn00lp fonts-lxgw-wenkai"
validators="poppler-utils qpdf imagemagick libreoffice-writer-nogui libreoffice-calc-nogui chromium chromium-driver
  default-jre-headless libpdfbox2-java libfontbox2-java libcommons-logging-java libcommons-io-java
  libactivation-java libjaxb-api-java"

case "${1:-}" in
  demo) wanted="$fonts" ;;
  test) wanted="$fonts $validators" ;;
  *) echo "usage: $0 demo|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "Not a Debian machine; make sure these are present: $wanted" >&2
  exit 0
fi

python3 -c 'import venv, ensurepip' 2>/dev/null || wanted="python3-venv $wanted"
if [ "$1" = test ] && ! command -v npm >/dev/null 2>&1; then wanted="npm $wanted"; fi

missing=""
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  as_root="sudo"
  command -v sudo >/dev/null 2>&1 || { echo "Please install as root: apt-get install$missing" >&2; exit 1; }
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
