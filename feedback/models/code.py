"""The receipt code: 16 digits that only the citizen has.

The digits are an HMAC of the form's random key, so that a form sent twice shows the same code;
neither the key nor the code is stored. What is stored is a slow keyed hash of the code: whoever
steals the database alone cannot try codes at all, since the salt comes from a secret outside it.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

DIGITS = 16
POINTER = "follow"  # the kind of the `groups.Pointer` rows
# scrypt with 16 MiB of memory: about 50 ms a try. Callers count the try before they hash.
COST, BLOCK, LANES = 2**14, 8, 1


def code_of(form_key: str) -> str:
    """Give the 16 digits of the form that carries this random key."""
    number = int.from_bytes(_keyed(f"code:{form_key}"), "big")
    return str(number % 10**DIGITS).zfill(DIGITS)


def code_digest(code: str) -> str:
    """Give the slow keyed hash under which a code is stored: 64 hexadecimal digits."""
    salt = _keyed("salt of follow codes")
    return hashlib.scrypt(code.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, dklen=32).hex()


def key_digest(form_key: str) -> str:
    """Give the name under which a form's key is remembered: it tells repeats, not the key."""
    return hashlib.sha256(f"form:{form_key}".encode()).hexdigest()


def body_digest(form_key: str, body: str) -> str:
    """Give what tells whether a repeat says the same; useless without the key, which is gone."""
    return hmac.new(form_key.encode(), body.encode(), hashlib.sha256).hexdigest()


def address_key(address: str) -> str:
    """Give the name of a network address in the counters of the cache. It is kept nowhere else."""
    return _keyed(f"address:{address}").hex()[:24]


def _keyed(text: str) -> bytes:
    return hmac.new(settings.TOKEN_KEY.encode(), text.encode(), hashlib.sha256).digest()
