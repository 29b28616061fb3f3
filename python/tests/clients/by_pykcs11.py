"""Run in a private PC/SC: the certificate that PyKCS11 finds through OpenSC, and a signature, as JSON.

Usage: by_pykcs11.py PIN
"""

import json
import sys

import PyKCS11

DOCUMENT = b"I agree."

library = PyKCS11.PyKCS11Lib()
library.load("opensc-pkcs11.so")
slots = library.getSlotList(tokenPresent=True)
session = library.openSession(slots[0])
session.login(sys.argv[1])
key = session.findObjects([(PyKCS11.CKA_CLASS, PyKCS11.CKO_PRIVATE_KEY)])[0]
(identifier,) = session.getAttributeValue(key, [PyKCS11.CKA_ID])
found = session.findObjects([(PyKCS11.CKA_CLASS, PyKCS11.CKO_CERTIFICATE), (PyKCS11.CKA_ID, identifier)])
(certificate,) = session.getAttributeValue(found[0], [PyKCS11.CKA_VALUE])
signature = session.sign(key, DOCUMENT, PyKCS11.Mechanism(PyKCS11.CKM_SHA256_RSA_PKCS))
print(
    json.dumps(
        {
            "label": library.getTokenInfo(slots[0]).label.strip(),
            "certificate": bytes(certificate).hex(),
            "signature": bytes(signature).hex(),
        }
    )
)
session.logout()
session.closeSession()
