// A shared link has its key behind the #, which no request carries: it is handed over here, and taken out of the address.
(() => {
    const form = document.getElementById('shared');
    form.elements.key.value = location.hash.slice(1);
    form.action = location.pathname + location.search;
    history.replaceState(null, '', location.pathname + location.search);
    if (form.elements.key.value) { form.submit(); } else { document.getElementById('incomplete').hidden = false; }
})();
