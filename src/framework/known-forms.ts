// The forms of the registries that do what their successors do: of all versions that projects began with
// in January 2026, and of the example's. Fingerprints of edited-forms.ts, one for each form; a change
// of what these take in has to be made here as well.

export const KNOWN_FORMS: ReadonlySet<string> = new Set(
  `
  041a988c54d2 060872b99d0c 06e793728c27 07f8bdc21f90 0850e89cedf2 0ad12cc70827 0c3d4ab29a18 0daa66de60d7
  0f88841f67c6 1506cb7db968 187a4fa49e97 21ddcb6d2a4f 28d7930c9f24 2abac6869587 326e37e07c45 327686ff697f
  3aa528c4ba27 3f9517cfa16b 42bdcae1e5a5 45e582450a97 4be666a30e54 4d1ff3e2d45e 5021e15312b0 509c1536ecce
  535727f221a8 54d01d287458 565c1edef3f2 5e13980dad30 64c3e858775a 729ff9082a2f 8602d244d890 881cae8c9469
  8f95f0864e42 90e360d0cbe9 9617f9a4cce8 99783041391b 9b68f81bd34b 9bf245d200ff 9d001563d741 a38cf2989894
  a47bb827ab70 a51bec2c0bfa a69fff612171 adbadaa90c30 aed4f352f86a aeeb91116978 afd7f1fcf09f afe47479ce7e
  b7d6420e8fdb bcd5bbc09184 c22cc448bcf7 c420c8d79312 d3ce08182fb2 d629f1f163e7 d8b65bbe359f dd081266b29a
  dde76f7c8de6 e0a82657816c e4de2a8ee3d1 e9e3b95e9218 ef5ea72467be f12764c894a3 f3d21e9a6315 f5c19e3a265e
  fd55ee4ab903
`
    .trim()
    .split(/\s+/),
);
