// Finds, filters and sorts what is listed on the page. Without this script everything is there, unsorted.
// <form class="filter" data-list="ID" hidden>: controls by name; `search` looks at the text, `order` sorts by
// data-order-NAME (ascending; what has none comes last), `at-most` compares with data-value, any other name
// must be among the words of data-NAME.
"use strict";
for (const form of document.querySelectorAll("form.filter")) {
  const list = document.getElementById(form.dataset.list);
  const items = [...list.children];
  const counted = form.querySelector("output");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
  const texts = new Map();
  const text = (item) => {
    if (!texts.has(item)) texts.set(item, plain(item.textContent));
    return texts.get(item);
  };
  let order = "";
  const sort = (by) => {
    if (by === order) return;
    order = by;
    const key = (item) => Number(item.getAttribute("data-order-" + by) ?? Infinity);
    list.append(...items.sort((a, b) => key(a) - key(b)));
  };
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
    let shown = 0;
    for (const [name, value] of wanted) if (name === "order") sort(value);
    for (const item of items) {
      item.hidden = !wanted.every(([name, value]) => {
        if (name === "order") return true;
        if (name === "search") return plain(value).split(/\s+/).every((word) => text(item).includes(word));
        if (name === "at-most") return Number(item.dataset.value) <= Number(value);
        return (item.getAttribute("data-" + name) ?? "").split(" ").includes(value);
      });
      shown += !item.hidden;
    }
    counted.textContent = `${shown.toLocaleString("en")} of ${items.length.toLocaleString("en")} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
