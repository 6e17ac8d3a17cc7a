#!/bin/sh
# Writes the fonts of this folder from their published source. The same source and the same
# fontTools give the same bytes; `sha256sum -c SHA256SUMS` shows whether they did.
#
# Needs: npm, apt-get, and Debian's python3-fonttools and unicode-data (apt-get install python3-fonttools unicode-data).
# PYTHON names another interpreter, UNIHAN another folder of Unihan files, RARE a copy of the Debian package of rare
# characters where apt-get has another release (snapshot.debian.org keeps them all).
set -eu

package=@expo-google-fonts/noto-sans-sc
version=0.4.3
tarball_sha512=f6b0307454c51db3bfbba0acd208f68d96d6ef84c62226853509d7607dace700356f3564c1b6af88be2df18515eb8d9e1988e0f3a787e8390011099f3470e771
rare_package=fonts-lxgw-wenkai
rare_version=1.250+repack-1
rare_sha512=60fef40e1274999b1452f7eaad316995ff487b94734d33b2f06ac0f432f1fd8125b290d7e1e7fec4ad7c49306be3b232c1bbe183e5fc97b39b000f2e92ef67ee
python=${PYTHON:-/usr/bin/python3}
unihan=${UNIHAN:-/usr/share/unicode}

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"

npm pack --silent "$package@$version" >/dev/null
printf '%s  %s\n' "$tarball_sha512" ./*.tgz | sha512sum --check --quiet
tar xzf ./*.tgz
if [ -n "${RARE:-}" ]; then cp "$RARE" rare.deb; else
	apt-get download -qq "$rare_package=$rare_version"
	mv "$rare_package"_*.deb rare.deb
fi
printf '%s  rare.deb\n' "$rare_sha512" | sha512sum --check --quiet
dpkg-deb -x rare.deb rare

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

# What the other typeface has and Noto lacks: characters of names beyond the tables, letters of other languages. The cut
# takes another name: the source's is reserved for the whole font.
cat >rare.py <<'PY'
import sys
from fontTools.ttLib import TTFont

step, noto, source, target = sys.argv[1:]
if step == "list":
    have = set(TTFont(noto, lazy=True).getBestCmap())
    rest = sorted(set(TTFont(source, lazy=True).getBestCmap()) - have)
    with open(target, "w") as file:
        file.writelines(f"U+{code:04X}\n" for code in rest if code > 0x9F and not 0xE000 <= code <= 0xF8FF)
else:
    font = TTFont(source, recalcTimestamp=False)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = "FangceRare" if record.nameID == 6 else "Fangce Rare"
    font.save(target)
PY

# cut SOURCE TARGET OPTION...
cut() {
	source=$1 target=$2
	shift 2
	"$python" -m fontTools.subset "$source" --output-file="$target" "$@" \
		--layout-features=ccmp,kern --no-hinting --notdef-outline --no-glyph-names \
		--drop-tables+=BASE,STAT,vhea,vmtx --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x409 \
		--no-recalc-timestamp
}
cut package/400Regular/NotoSansSC_400Regular.ttf NotoSansSC-Regular.ttf --unicodes='*'
cut package/500Medium/NotoSansSC_500Medium.ttf NotoSansSC-Medium.ttf --unicodes-file=medium.txt
cut package/700Bold/NotoSansSC_700Bold.ttf NotoSansSC-Bold.ttf --unicodes-file=small.txt

wenkai=rare/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
"$python" rare.py list NotoSansSC-Regular.ttf "$wenkai" rare.txt
cut "$wenkai" rare.ttf --unicodes-file=rare.txt
"$python" rare.py name - rare.ttf Rare-Regular.ttf

sha256sum NotoSansSC-*.ttf Rare-Regular.ttf >SHA256SUMS
cp NotoSansSC-*.ttf Rare-Regular.ttf SHA256SUMS "$here"
cp package/LICENSE_FONT OFL.txt
{
	echo "Rare-Regular.ttf is cut from LXGW WenKai (https://github.com/lxgw/LxgwWenKai)."
	echo 'Copyright 2021-2022 LXGW <calxgw2018@gmail.com>, with Reserved Font Names "霞鹜" and "LXGW".'
	echo
	sed -n '/^This Font Software is licensed/,$p' OFL.txt
} >OFL-Rare.txt
cp OFL.txt OFL-Rare.txt "$here"
