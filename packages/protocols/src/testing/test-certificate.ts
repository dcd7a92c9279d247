/**
 * A certificate that nobody trusts, for `db.test` and `smtp.test`, valid until 2126; its key guards nothing. Made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=db.test -addext subjectAltName=DNS:db.test,DNS:smtp.test`.
 */
export const testCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUCgAwIBAgIUVwgcs77waZLo9BQzQt49CsTEVK4wCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZGIudGVzdDAgFw0yNjExMjQwNDE1MzlaGA8yMTI2MTAzMTA0
MTUzOVowEjEQMA4GA1UEAwwHZGIudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABEG9JucvwNL+tTbjZZgKmY+wJdUfsu9Gd3BvGd3kN1rtIBJ3njNrPEDus1VM
uX4UzDd3DWShlwvVz6OD0CcylBajcjBwMB0GA1UdDgQWBBR2oaZTz+u/LjT8Gbto
vhoVgIAgSzAfBgNVHSMEGDAWgBR2oaZTz+u/LjT8GbtovhoVgIAgSzAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdEQQWMBSCB2RiLnRlc3SCCXNtdHAudGVzdDAKBggqhkjO
PQQDAgNIADBFAiBq5PStPU71AZ/nUm7RMtm+3rGTYglqQBiTUP3JjcXfDAIhAJ8B
cPyyK0GEcTnRXe5tPR/8FAMKl+aeX8+UCfvG89c7
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAX3do39gkSmArGbk
VdfHf10lQLA35EiEBrjpfyhapXmhRANCAARBvSbnL8DS/rU242WYCpmPsCXVH7Lv
Rndwbxnd5Dda7SASd54zazxA7rNVTLl+FMw3dw1koZcL1c+jg9AnMpQW
-----END PRIVATE KEY-----`,
};
