"""What a broker's URI may say."""

from __future__ import annotations

import ssl

import pytest

from shared.broker.address import address_of
from shared.settings import WrongSetting


def test_a_plain_address_has_no_tls_and_stays_as_it_is():
    address = address_of("amqp://u:p@host:1//")
    assert (address.uri, address.tls) == ("amqp://u:p@host:1//", None)


def test_a_sealed_one_is_always_held_to_a_certificate_for_its_host(tmp_path):
    files = {name: tmp_path / name for name in ("cacertfile", "certfile", "keyfile")}
    for file in files.values():
        file.write_text("x")
    query = "&".join(f"{name}={file}" for name, file in files.items())
    address = address_of(f"amqps://u:p@host:1/v?{query}")
    assert address.uri == "amqps://u:p@host:1/v"
    assert address.tls == {
        "ca_certs": str(files["cacertfile"]),
        "certfile": str(files["certfile"]),
        "keyfile": str(files["keyfile"]),
        "cert_reqs": ssl.CERT_REQUIRED,
        "server_hostname": "host",
    }


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("amqps://h/?verify=verify_none", "no option verify"),
        ("amqps://h/?cacertfile=/no/such", "no file /no/such"),
        ("amqp://h/?cacertfile=/etc/hostname", "need amqps"),
    ],
)
def test_what_would_weaken_it_is_refused(uri, said):
    with pytest.raises(WrongSetting, match=said):
        address_of(uri)


def test_the_address_does_not_show_its_password():
    assert "s3cret" not in repr(address_of("amqp://u:s3cret@h//"))
