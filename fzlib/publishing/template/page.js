// Sorts a table by the header that is clicked, lets the keyboard scroll what is too wide, copies
// numbers as a spreadsheet reads them, and opens what is folded for printing.
// The page is complete without it: buttons appear only where this runs.
(() => {
  "use strict";

  // [class, value]: numbers (第10位, ↓2, −3.2), then words, then blanks (—), whichever way is sorted
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.textContent.trim();
    if (cell.matches(".same")) return [0, 0];
    if (/^[—–－-]*$/.test(text)) return [2, 0];
    const number = cell.matches("td") && /^(?:并列)?[第↑+＋<>]?([-−－↓])?(\d[\d,，]*\.?\d*)/.exec(text);
    return number ? [0, (number[1] ? -1 : 1) * number[2].replace(/[,，]/g, "")] : [1, text];
  };

  const compare = (a, b) =>
    typeof a === "string" ? a.localeCompare(b, "zh-CN", { numeric: true }) : a - b;

  // the headers that stand right above one column of the body: [header, column, name with its group's]
  const lowest = (head) => {
    const grid = [...head.rows].map(() => []);
    [...head.rows].forEach((row, r) => {
      for (const cell of row.cells) {
        let column = 0;
        while (grid[r][column]) column++;
        for (let y = r; y < r + cell.rowSpan; y++)
          for (let x = column; x < column + cell.colSpan; x++) grid[y][x] = cell;
      }
    });
    return grid.at(-1).map((header, column) => {
      const above = new Set(grid.map((row) => row[column]));
      return [header, column, [...above].map((cell) => cell.textContent.trim()).join("·")];
    }).filter(([header]) => header.colSpan === 1);
  };

  // said to who cannot see it
  const status = document.createElement("p");
  status.className = "spoken";
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);

  for (const table of document.querySelectorAll("table:not(.plain)")) {
    const body = table.tBodies[0];
    if (!table.tHead || !body || body.rows.length < 2 || body.querySelector("[rowspan], [colspan]")) continue;
    const given = [...body.rows];
    for (const [header, column, name] of lowest(table.tHead)) {
      if (!header.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", `按${name}排序`);
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const before = header.getAttribute("aria-sort");
        table.querySelector("[aria-sort]")?.removeAttribute("aria-sort");
        if (before === "descending") {
          body.append(...given);
          status.textContent = "已恢复原来的顺序";
          return;
        }
        const sign = before ? -1 : 1;
        header.setAttribute("aria-sort", before ? "descending" : "ascending");
        body.append(...given
          .map((row) => [key(row, column), row])
          .sort(([[a, x]], [[b, y]]) => a - b || sign * compare(x, y))
          .map(([, row]) => row));
        status.textContent = `已按${name}${before ? "降序" : "升序"}排列`;
      });
    }
  }

  // what scrolls sideways is reached with the keyboard, under its caption's name
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      const name = target.querySelector("caption, figcaption")?.textContent ?? "";
      for (const [what, value] of Object.entries({ tabindex: 0, role: "group", "aria-label": name }))
        scrolls ? target.setAttribute(what, value) : target.removeAttribute(what);
    }
  });
  document.querySelectorAll(".table, .chart").forEach((one) => wide.observe(one));

  // a spreadsheet takes −3.20 with its typographic sign for a text
  addEventListener("copy", (event) => {
    const chosen = getSelection();
    if (!chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const table = (around.closest ? around : around.parentElement).closest("table")?.cloneNode();
    const copy = document.createElement("div");
    if (table) copy.append(table);
    (around.matches?.("tr") ? table.insertRow() : table ?? copy).append(range.cloneContents());
    if (!copy.querySelector("td")) return;
    const plain = (text) => text.replace(/−(?=\d)/g, "-");
    event.clipboardData.setData("text/plain", plain(String(chosen)));
    event.clipboardData.setData("text/html", plain(copy.innerHTML));
    event.preventDefault();
  });

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
