// The planner's desk and the public proofs in a real browser: keys, pointing, the same journey without scripts, axe, widths, weights.
//
//   npm install --no-save playwright-core axe-core
//   quyet demo --data DIR --listen 127.0.0.1:8124 &
//   node desk.mjs http://127.0.0.1:8124 FILE PLAN-ID [SHOTS-DIR]
//
// `cargo xtask browser` does all this in a fresh directory. CHROMIUM names the browser; else /usr/bin/chromium. Leaves an adopted plan PLAN-ID behind, so take a
// fresh directory. Ends with 1 and a list when something is not as it should be.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const [base, file, id, shots] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const faults = [];
const expect = (holds, what) => { if (!holds) faults.push(what); };

const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.on("pageerror", (error) => faults.push(`script: ${error.message}`));

/// Nothing that axe finds, nothing wider than the window, not heavier than a work page may be.
const look = async (name) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const found of violations) faults.push(`axe, ${name}: ${found.id}: ${found.nodes[0].html.slice(0, 120)}`);
  const weight = gzipSync(await page.content()).length;
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  console.log(`${name}: ${weight} bytes gz, ${elements} elements`);
  expect(weight <= 30_000 && elements <= 2_500, `${name} is heavy`);
  for (const [width, height] of [[1280, 900], [768, 1000], [320, 700]]) {
    await page.setViewportSize({ width, height });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over <= 0, `${name} is ${over} px too wide at ${width}`);
    if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png` });
  }
  if (shots) {
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: `${shots}/${name}-print.png`, fullPage: true });
    await page.emulateMedia({ media: null });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};
const at = (path) => page.goto(base + path);
const tally = async (where = page) => Number(/(\d+)\//.exec(await where.textContent(".tally b"))[1]);

await at("/soan"); await look("soan");
await page.keyboard.press("Tab");
expect((await page.evaluate(() => document.activeElement.className)) === "skip", "the first stop is the way to the content");
await at("/soan/nap-van-ban"); await look("nap");
await page.click("text=Nạp và đọc"); await look("nap-loi");
expect((await page.title()).startsWith("Lỗi:"), "the title of a form with errors");
expect((await page.evaluate(() => document.activeElement.id)) === "loi", "the focus is on the summary of errors");
await page.setInputFiles("#o-tep", file);
await page.fill("#o-ma", id);
await page.fill("#o-noi", "06");
await page.click("text=Nạp và đọc");
await page.waitForURL(/trich/, { timeout: 120_000 });
await look("van-ban");

// Keys: n goes on, Enter confirms outside fields and saves inside them, Ctrl+Enter saves.
await page.keyboard.press("n");
await page.waitForURL(/muc=/); await look("chi-tieu");
const first = page.url();
await page.fill("#o-ten", "Tên do bàn phím sửa");
await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
expect((await tally()) === 0 && page.url() === first, "Enter in a field saves and stays");
expect((await page.inputValue("#o-ten")) === "Tên do bàn phím sửa", "Enter in a field saves");
await page.locator("h1").click();
await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
expect((await tally()) === 1 && page.url() !== first, "Enter confirms and goes on");
await page.fill("#o-so", "8.5");
await Promise.all([page.waitForNavigation(), page.keyboard.press("Control+Enter")]);
expect((await page.title()).startsWith("Lỗi:") && (await page.inputValue("#o-so")) === "8.5", "a wrong number is kept");
await look("chi-tieu-loi");

// Words selected in the source fill the numbers of the first and the last one.
const chosen = await page.evaluate(() => {
  const run = [...document.querySelectorAll(".ln .x")].find((own) => own.textContent.trim().split(/\s+/).length > 4).firstChild;
  const start = run.data.search(/\S/);
  const end = start + run.data.slice(start).split(/\s+/).slice(0, 3).join(" ").length;
  getSelection().setBaseAndExtent(run, start, run, end);
  document.querySelector(".source").dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
  return Number(document.getElementById("o-den-chu").value) - Number(document.getElementById("o-tu-chu").value) + 1;
});
expect(chosen === 3, `three words were selected, ${chosen} taken`);

await at(`/soan/${id}/trich`);
const task = page.locator(".items a", { hasText: "Nhiệm vụ" });
if (await task.count()) {
  await task.last().click(); await look("nhiem-vu");
  const group = page.locator("a", { hasText: "Xem cả nhóm" });
  if (await group.count()) { await group.click(); await look("nhom"); }
}
await at(`/soan/${id}/trich?chu=20-30`); await look("bo-sot");
await at(`/soan/${id}/phe-duyet`); await look("chua-phe-duyet");
await at(`/soan/${id}/bo`); await look("bo");

// To the end without scripts.
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await plain.goto(`${base}/soan/${id}/trich`);
for (let n = 0; n < 2_000 && (await plain.locator("#nhan").count()); n += 1) {
  await plain.click("#nhan");
  // The next page counts once it has come whole; between two pages there is no button either.
  await plain.waitForLoadState("domcontentloaded");
}
expect(plain.url().includes("/phe-duyet"), "the last confirmation leads to the summary");
await at(`/soan/${id}/phe-duyet`); await look("phe-duyet");
await plain.locator("button", { hasText: "Phê duyệt kế hoạch" }).click();
expect(plain.url().includes(`/ke-hoach/${id}?bien-nhan`), "the adoption leads to the plan");
await at(`/ke-hoach/${id}?bien-nhan=1`); await look("ke-hoach");
await at(`/ke-hoach/${id}/ra-soat`); await look("ra-soat");


// From a figure to its proof, checked by this browser alone; then a proof of which one byte was changed; the log; the system page.
await at("/ke-hoach/tinh-2024/chi-tieu/04");
await page.locator("a[href^='/s/']").first().click();
await look("so-lieu");
await page.locator("a[href$='/chung-minh']").click();
await page.locator("#ket-qua.right, #ket-qua.wrong").waitFor();
expect((await page.textContent("#ket-qua")).startsWith("Cả năm bước đều đúng"), `the local check: ${await page.textContent(".proof")}`);
expect((await page.locator(".proof .right").count()) === 5, "five steps are right");
await look("chung-minh");
const proof = page.url();
await page.route("**/*.tlog-proof", async (route) => {
  const file = await (await route.fetch()).text();
  const [head, ...rest] = file.split("\n\n");
  const lines = head.split("\n");
  const last = lines.length - 1;
  lines[last] = (lines[last][0] === "A" ? "B" : "A") + lines[last].slice(1);
  await route.fulfill({ body: [lines.join("\n"), ...rest].join("\n\n"), contentType: "text/plain" });
});
await page.goto(proof);
await page.locator("#ket-qua.right, #ket-qua.wrong").waitFor();
expect((await page.textContent("#ket-qua")).startsWith("Bước 3 không đúng"), "a changed hash is found at its step");
await look("chung-minh-sai");
await page.unroute("**/*.tlog-proof");
await plain.goto(proof);
expect(await plain.locator("noscript").isVisible() && (await plain.textContent("main")).includes("quyet proof verify"), "without scripts the page says how to check");
await at("/ke-hoach/tinh-2024"); await page.locator("a[href^='/van-ban/']").first().click();
await page.locator("a[href$='/chung-minh']").click();
await page.locator("#ket-qua.right").waitFor(); await look("chung-minh-van-ban");
await at("/nhat-ky"); await look("nhat-ky");
expect((await page.request.get(`${base}/log/checkpoint`)).ok(), "the checkpoint");
await at("/quan-tri/he-thong"); await look("he-thong");

await browser.close();
faults.forEach((fault) => console.error(fault));
process.exit(faults.length ? 1 : 0);
