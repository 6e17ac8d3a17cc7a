#!/bin/sh
# Writes the fonts of this folder from their published source. The same source and the same
# fontTools give the same bytes; `sha256sum -c SHA256SUMS` shows whether they did.
#
# Needs: npm, and Debian's python3-fonttools and unicode-data (apt-get install python3-fonttools unicode-data).
# PYTHON names another interpreter, UNIHAN another folder of Unihan files.
set -eu

package=@expo-google-fonts/noto-sans-sc
version=0.4.3
tarball_sha512=f6b0307454c51db3bfbba0acd208f68d96d6ef84c62226853509d7607dace700356f3564c1b6af88be2df18515eb8d9e1988e0f3a787e8390011099f3470e771
python=${PYTHON:-/usr/bin/python3}
unihan=${UNIHAN:-/usr/share/unicode}

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"

npm pack --silent "$package@$version" >/dev/null
printf '%s  %s\n' "$tarball_sha512" ./*.tgz | sha512sum --check --quiet
tar xzf ./*.tgz

# The characters of the two small cuts: 通用规范汉字表 (kTGH, 8 105), GB 2312 and the signs the
# window and the forms use. Medium, which the buttons of the window are written in, has the frequent
# characters of Big5 (5 401) as well: the window speaks 繁體 too.
bzcat "$unihan"/Unihan_*.bz2 | awk -F"\t" '/^U\+/ && $2 == "kTGH" { print $1 }' >tgh.txt
"$python" - <<'PY'
table = {int(line[2:], 16) for line in open("tgh.txt")}
assert len(table) == 8105, len(table)
national = set()
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            national.add(ord(bytes((high, low)).decode("gb2312")))
        except UnicodeDecodeError:
            pass
signs = [
    (0x0020, 0x024F), (0x0370, 0x03FF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x23FF),
    (0x2460, 0x27BF), (0x2B00, 0x2BFF), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE4F), (0xFF00, 0xFFEF),
]
for first, last in signs:
    national.update(range(first, last + 1))
frequent = set()
for high in range(0xA4, 0xC7):
    for low in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
        if (high, low) > (0xC6, 0x7E):
            break  # here the seldom ones begin
        try:
            frequent.add(ord(bytes((high, low)).decode("big5")))
        except UnicodeDecodeError:
            pass
assert len(frequent) == 5401, len(frequent)
for name, codes in (("small", table | national), ("medium", table | national | frequent)):
    with open(f"{name}.txt", "w") as file:
        file.writelines(f"U+{code:04X}\n" for code in sorted(codes))
PY

# cut SOURCE TARGET OPTION...
cut() {
	source=$1 target=$2
	shift 2
	"$python" -m fontTools.subset "package/$source" --output-file="$target" "$@" \
		--layout-features=ccmp,kern --no-hinting --notdef-outline --no-glyph-names \
		--drop-tables+=BASE,STAT,vhea,vmtx --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x409 \
		--no-recalc-timestamp
}
cut 400Regular/NotoSansSC_400Regular.ttf NotoSansSC-Regular.ttf --unicodes='*'
cut 500Medium/NotoSansSC_500Medium.ttf NotoSansSC-Medium.ttf --unicodes-file=medium.txt
cut 700Bold/NotoSansSC_700Bold.ttf NotoSansSC-Bold.ttf --unicodes-file=small.txt

sha256sum NotoSansSC-*.ttf >SHA256SUMS
cp NotoSansSC-*.ttf SHA256SUMS "$here"
cp package/LICENSE_FONT "$here/OFL.txt"
