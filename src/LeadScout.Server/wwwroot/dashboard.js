// What a page does on its own: keys, and finding back to a server that was away.
(() => {
    const keysOn = () => { try { return localStorage.getItem('leadscout.keys') !== 'off'; } catch { return true; } };
    const writes = element => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
    const presses = element => /^(A|BUTTON|SUMMARY)$/.test(element.tagName);
    const press = selector => { const found = document.querySelector(selector); found?.click(); return found !== null; };
    const keysDialog = () => document.getElementById('keys');
    let goes = false;

    function handle(event) {
        if (goes) {
            goes = false;
            return /^[a-z]$/.test(event.key) && press(`[data-go="${event.key}"]`);
        }
        if (event.key === '?') { keysDialog()?.showModal(); return true; }
        if (event.key === '/') { const filter = document.querySelector('[data-filter] input, input[data-filter]'); filter?.focus(); return filter !== null; }
        if ((event.key === 'Enter' || event.key === ' ') && presses(event.target)) { return false; }
        const name = event.key === ' ' ? 'Space' : event.key;
        if (/^[\w]+$/.test(name) && press(`[aria-keyshortcuts="${name}"]:not(:disabled)`)) { return true; }
        goes = event.key === 'g';
        return goes;
    }

    document.addEventListener('keydown', event => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || writes(event.target) || !keysOn()) { return; }
        if (document.querySelector('dialog[open], .mud-dialog')) { return; }
        if (handle(event)) { event.preventDefault(); }
    });

    document.addEventListener('click', event => { if (event.target.closest('[data-keys]')) { keysDialog()?.showModal(); } });
    document.addEventListener('toggle', event => {
        const box = event.target.querySelector?.('[data-keys-on]');
        if (box) { box.checked = keysOn(); }
    }, true);
    document.addEventListener('change', event => {
        if (event.target.matches('[data-keys-on]')) { try { localStorage.setItem('leadscout.keys', event.target.checked ? 'on' : 'off'); } catch { /* a browser that keeps nothing */ } }
    });

    function save(name, blob) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(blob);
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    window.leadscout.save = (name, type, text) => save(name, new Blob([text], { type }));

    // A drawing as a picture, twice as large as it is, so that it is sharp on paper.
    window.leadscout.savePicture = async (name, svg) => {
        const image = new Image();
        image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: 2 * image.width, height: 2 * image.height });
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        save(name, await new Promise(done => canvas.toBlob(done, 'image/png')));
    };

    const banner = () => document.getElementById('components-reconnect-modal');
    let waits = false;

    async function isBack() {
        try { return (await fetch('_content/LeadScout.Server/mark.svg', { cache: 'no-store' })).ok; } catch { return false; }
    }

    // A server that was started again knows nothing of this page: it is read anew, and shows what the job has done meanwhile.
    async function waitForServer() {
        if (waits) { return; }
        waits = true;
        banner().textContent = 'The server is not answering. Nothing is lost: the page comes back by itself as soon as the server does.';
        banner().classList.add('away');
        while (waits) {
            if (await isBack()) {
                let same = false;
                try { same = await Blazor.reconnect(); } catch { /* it went away again */ }
                if (same) { break; }
                if (await isBack()) { location.reload(); return; }
            }
            await new Promise(done => setTimeout(done, 500));
        }
        waits = false;
        banner().classList.remove('away');
    }

    Blazor.start({
        circuit: {
            reconnectionHandler: {
                onConnectionDown: () => { waitForServer(); },
                onConnectionUp: () => { waits = false; banner().classList.remove('away'); },
            },
        },
    });
})();
