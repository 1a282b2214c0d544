// Sorts a table by the header that is clicked, and opens what is folded for printing.
// The page is complete without it: buttons appear only where this runs.
(() => {
  "use strict";

  // [class, value]: numbers, then words, then blanks (—), whichever way a column is sorted
  const key = (row, column) => {
    if (row.matches(".apart")) return [3, 0];
    const cell = row.cells[column];
    const text = cell.textContent.trim();
    if (cell.matches(".same")) return [0, 0];
    if (/^[—–－-]*$/.test(text)) return [2, 0];
    const number = parseFloat(text.replace(/[,，\s]/g, "").replace(/^[−－↓]/, "-").replace(/^[↑+＋]/, ""));
    return isNaN(number) ? [1, text] : [0, number];
  };

  const compare = (a, b) =>
    typeof a === "string" ? a.localeCompare(b, "zh-CN") : a - b;

  // the headers that stand right above one column of the body: [header, column]
  const lowest = (head) => {
    const taken = [], found = [];
    [...head.rows].forEach((row, r) => {
      taken[r] ??= [];
      for (const cell of row.cells) {
        let column = 0;
        while (taken[r][column]) column++;
        for (let y = r; y < r + cell.rowSpan; y++)
          for (let x = column; x < column + cell.colSpan; x++) (taken[y] ??= [])[x] = true;
        if (r + cell.rowSpan === head.rows.length && cell.colSpan === 1) found.push([cell, column]);
      }
    });
    return found;
  };

  for (const table of document.querySelectorAll("table:not(.plain)")) {
    const body = table.tBodies[0];
    if (!table.tHead || !body || body.rows.length < 2 || body.querySelector("[rowspan], [colspan]")) continue;
    const given = [...body.rows];
    for (const [header, column] of lowest(table.tHead)) {
      if (!header.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.title = "点击排序";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const before = header.getAttribute("aria-sort");
        table.querySelector("[aria-sort]")?.removeAttribute("aria-sort");
        if (before === "descending") return body.append(...given);
        const sign = before ? -1 : 1;
        header.setAttribute("aria-sort", before ? "descending" : "ascending");
        body.append(...given
          .map((row) => [key(row, column), row])
          .sort(([[a, x]], [[b, y]]) => a - b || sign * compare(x, y))
          .map(([, row]) => row));
      });
    }
  }

  // CSS opens folded parts in print where ::details-content is known; this serves the other browsers
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...opened, ...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
})();
