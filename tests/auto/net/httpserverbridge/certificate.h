// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CERTIFICATE_H
#define QSOCKETIO_TESTS_CERTIFICATE_H

#include <QtCore/QByteArray>

// Self-signed for localhost, and known to everybody: for tests alone.
inline const QByteArray testKey = R"(
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+jVhLaC5QVcmv4sV
tjx62xNYuGrxjea5E7MKbR3ry2ihRANCAAS69biLZhLog5YryKzSUs+k+eQBA08h
p4PFVPy0spVEsUGeuMpNlJUrnrKV+aag9YmRBgD/5beZk8RfpuiBU9nw
-----END PRIVATE KEY-----
)";

inline const QByteArray testCertificate = R"(
-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUGlwychRIybNlv/n+SIGqZ1QgQ4MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA0MzYxM1oYDzIxMjYxMDI4
MDQzNjEzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS69biLZhLog5YryKzSUs+k+eQBA08hp4PFVPy0spVEsUGeuMpNlJUr
nrKV+aag9YmRBgD/5beZk8RfpuiBU9nwo1MwUTAdBgNVHQ4EFgQUwDDg3iwHT1fe
dbuEr/vt/BTosfIwHwYDVR0jBBgwFoAUwDDg3iwHT1fedbuEr/vt/BTosfIwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAliTYk8o8KzovWJSMDkDU
lcq/HJfc//Na80FsPV4ldQkCIQCrgJ5tFbutfo1StU1Er1m1aF5SGzRXp/zmTX/u
wxK22Q==
-----END CERTIFICATE-----
)";

#endif
