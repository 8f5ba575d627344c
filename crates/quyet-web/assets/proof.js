// The proof file of this page, checked on the reader's own machine by the browser's SHA-256 and Ed25519, step by step.
const list = document.querySelector("[data-proof]");
const verdict = document.getElementById("ket-qua");
const utf8 = new TextEncoder();
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const text = (base64) => new TextDecoder("utf-8", { fatal: true }).decode(bytes(base64));
const u32 = (n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(parts.flatMap((part) => [...part]))));
const same = (a, b) => a !== null && a.length === b.length && a.every((byte, at) => byte === b[at]);
const hold = (holds, what) => { if (!holds) throw new Error(what); };

/// The root that a path leads to (RFC 9162, 2.1.3.2); null when path and size do not fit each other.
const rootOf = async (leaf, index, size, path) => {
  let at = BigInt(index), last = BigInt(size) - 1n, hash = leaf;
  if (at > last) return null;
  for (const other of path) {
    if (last === 0n) return null;
    if (at & 1n || at === last) {
      hash = await sha([1], other, hash);
      while (at && !(at & 1n)) { at >>= 1n; last >>= 1n; }
    } else hash = await sha([1], hash, other);
    at >>= 1n; last >>= 1n;
  }
  return last === 0n ? hash : null;
};

const read = (file) => {
  const [head, ...rest] = file.split("\n\n");
  const [first, extra, index, ...path] = head.split("\n");
  hold(first === "c2sp.org/tlog-proof@v1" && rest.length === 2, "tệp không đúng dạng");
  const opening = JSON.parse(text(extra.replace("extra ", "")));
  const [origin, size, root] = rest[0].split("\n");
  return { opening, index: index.replace("index ", ""), path: path.map(bytes), origin, size, root: bytes(root), signed: rest[0] + "\n", lines: rest[1].split("\n").filter((line) => line) };
};

const steps = {
  1: async (own) => {
    Object.assign(own, read(await (await fetch(list.dataset.proof)).text()));
    const opened = own.opening.opened ?? [{ part: 0, bytes: own.opening.payload }];
    for (const { part, bytes: said } of opened) {
      const shown = document.querySelector(`[data-part="${part}"]`);
      hold(shown?.textContent === said, "nội dung trên trang khác nội dung trong tệp");
    }
  },
  2: async (own) => {
    if (own.opening.payload !== undefined) { own.data = utf8.encode(own.opening.payload); return; }
    own.data = bytes(own.opening.seal);
    for (const { part, bytes: said, salt, path } of own.opening.opened) {
      const cover = await sha(bytes(salt), u32(part), utf8.encode(said));
      const seal = await rootOf(await sha([0], cover), part, own.opening.parts, path.map(bytes));
      hold(same(seal, own.data), `phần ${part} không nằm dưới niêm phong`);
    }
  },
  3: async (own) => {
    const root = await rootOf(await sha([0], own.data), own.index, own.size, own.path);
    hold(same(root, own.root), "niêm phong không nằm dưới gốc của điểm chốt");
  },
  4: async (own) => hold(own.origin === list.dataset.origin, "điểm chốt là của nhật ký khác"),
  5: async (own) => {
    for (const known of list.dataset.keys.split(" ").filter((key) => key)) {
      const [name, id, ...rest] = known.split("+");
      const key = bytes(rest.join("+")).slice(1);
      const line = own.lines.find((line) => line.startsWith(`— ${name} `));
      const signature = line && bytes(line.slice(name.length + 3));
      const hex = signature && [...signature.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (hex !== id) continue;
      const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      hold(await crypto.subtle.verify({ name: "Ed25519" }, imported, signature.slice(4), utf8.encode(own.signed)), "chữ ký không đúng với điểm chốt");
      return;
    }
    throw new Error("không có chữ ký của khóa nào trên trang này");
  },
};

const say = (step, right, words) => {
  const line = document.createElement("p");
  line.className = right ? "right" : "wrong";
  line.textContent = (right ? "✓ " : "✗ ") + words;
  document.getElementById(`buoc-${step}`)?.append(line);
};

const check = async () => {
  if (!globalThis.crypto?.subtle) {
    verdict.textContent = "Trình duyệt chỉ cho phép kiểm tra tại chỗ khi trang mở qua https. Hãy kiểm tra bằng tệp như hướng dẫn bên dưới.";
    return;
  }
  const own = {};
  for (const step of [1, 2, 3, 4, 5]) {
    try {
      await steps[step](own);
      say(step, true, "Trình duyệt của bạn đã tính lại: đúng");
    } catch (error) {
      if (step === 5 && error.name === "NotSupportedError") {
        verdict.textContent = "Bốn bước đầu đúng. Trình duyệt này chưa kiểm tra được chữ ký Ed25519; hãy kiểm tra bước 5 bằng tệp như hướng dẫn bên dưới.";
        return;
      }
      say(step, false, `Sai: ${error.message}`);
      verdict.className = "wrong";
      verdict.textContent = `Bước ${step} không đúng: chứng minh này không đứng vững. Xin báo người quản trị và giữ lại tệp.`;
      return;
    }
  }
  verdict.className = "right";
  verdict.textContent = "Cả năm bước đều đúng: trình duyệt của bạn đã tính lại từ nội dung đến chữ ký.";
};
check();
