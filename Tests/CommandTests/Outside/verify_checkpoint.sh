# Verifies a checkpoint's first signature with OpenSSL: verify_checkpoint.sh NOTE VKEY
set -eu
sed '/^$/,$d' "$1" > text
sed -n '/^— /{p;q;}' "$1" | cut -d ' ' -f 3 | base64 -d | tail -c 64 > signature
# The fixed beginning of an Ed25519 public key in DER (RFC 8410).
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; cut -d + -f 3- "$2" | base64 -d | tail -c 32; } > key.der
openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature
