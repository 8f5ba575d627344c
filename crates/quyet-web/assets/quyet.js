// Keys and pointing for the planner's desk; every screen works the same without this.
const at = (id) => document.getElementById(id);
const writing = (e) => e.target.closest("input:not([type=checkbox]),textarea,select,[contenteditable]");
const acting = (e) => e.target.closest("a,button,summary,input,label");

at("loi")?.focus();

document.addEventListener("keydown", (e) => {
  if (e.isComposing || e.altKey || e.metaKey) return;
  if (e.key === "Enter" && e.ctrlKey) {
    const save = at("luu");
    if (save) { e.preventDefault(); save.click(); }
    return;
  }
  if (e.ctrlKey || e.repeat || writing(e)) return;
  if (e.key === "Enter" && !acting(e)) {
    const confirm = at("nhan");
    if (confirm) { e.preventDefault(); confirm.click(); }
  } else if (e.key === "n" && !e.shiftKey) {
    at("tiep")?.click();
  }
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (e) => {
  if (e.target.dataset.sent) e.preventDefault();
  e.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));

// Words selected in the source, by their numbers over the whole text.
const number = (node, offset) => {
  const line = (node.nodeType === 1 ? node : node.parentElement)?.closest(".ln");
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll(".no,small").forEach((own) => own.remove());
  const before = part.textContent;
  const words = before.split(/\s+/u).filter(Boolean).length;
  return { first: Number(line.dataset.w), words, inside: /\S$/u.test(before) };
};
const source = document.querySelector(".source");
const fill = () => {
  const chosen = getSelection();
  const from = at("o-tu-chu"), to = at("o-den-chu");
  if (!source || !from || !to || chosen.isCollapsed || !source.contains(chosen.anchorNode)) return;
  const range = chosen.getRangeAt(0);
  const start = number(range.startContainer, range.startOffset);
  const end = number(range.endContainer, range.endOffset);
  if (!start || !end) return;
  const said = chosen.toString();
  from.value = start.first + start.words - (start.inside && /^\S/u.test(said) ? 1 : 0);
  to.value = end.first + Math.max(end.words, 1) - 1;
  const fold = from.closest("details");
  if (fold) fold.open = true;
};
source?.addEventListener("mouseup", fill);
source?.addEventListener("keyup", (e) => e.shiftKey && fill());
