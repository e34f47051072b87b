// A table that is wider than a narrow screen stands as blocks: a line for each cell, under the name of its column.
(() => {
    const narrow = matchMedia('(max-width: 899px)');

    function name(table) {
        const heads = [...table.tHead?.rows[0]?.cells ?? []].map(head => head.textContent.trim());
        for (const body of table.tBodies) {
            for (const row of body.rows) {
                [...row.cells].forEach((cell, at) => { if (cell.dataset.head !== heads[at]) { cell.dataset.head = heads[at] ?? ''; } });
            }
        }
    }

    function lay() {
        for (const table of document.querySelectorAll('.scroll > .grid-table:not(.rows)')) {
            const box = table.parentElement;
            if (!narrow.matches) {
                delete table.dataset.stacked;
            } else if (box.clientWidth > 0 && (table.dataset.stacked === '' || box.scrollWidth > box.clientWidth + 1)) {
                table.dataset.stacked = '';
                name(table);
            }
        }
    }

    let isAsked = false;
    function soon() {
        if (!isAsked) {
            isAsked = true;
            requestAnimationFrame(() => { isAsked = false; lay(); });
        }
    }

    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, characterData: true });
    document.addEventListener('toggle', soon, true); // what was folded away had no width
    addEventListener('resize', soon);
})();
