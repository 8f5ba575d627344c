-- Towards layout 2: the public log shows seals, not payloads.
--
-- `salt` hides an entry: `leaf` is the leaf hash of the seal that payload and salt make (quyet_proof::leaf). Entries of
-- layout 1 keep NULL: their leaves are those of the payloads themselves, and the tree goes on over both.

ALTER TABLE ledger ADD COLUMN salt BLOB CHECK (salt IS NULL OR length(salt) = 32);
