// What pages call. Light or dark, decided before anything is drawn: what was chosen on this device, else what the system says.
window.leadscout = (() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const chosen = () => { try { return localStorage.getItem('leadscout.look'); } catch { return null; } };
    const isDark = () => (chosen() ?? (system.matches ? 'dark' : 'light')) === 'dark';
    const apply = () => { document.documentElement.dataset.look = isDark() ? 'dark' : 'light'; return isDark(); };
    const switchLook = () => {
        const next = isDark() ? 'light' : 'dark';
        try { localStorage.setItem('leadscout.look', next); } catch { /* a browser that keeps nothing */ }
        document.documentElement.dataset.look = next;
        return next === 'dark';
    };
    const download = address => {
        const link = Object.assign(document.createElement('a'), { href: address, download: '' });
        document.body.append(link);
        link.click();
        link.remove();
    };
    const mayNotify = async () => 'Notification' in window && await Notification.requestPermission() === 'granted';
    const notify = (title, body) => { try { new Notification(title, { body, icon: '_content/LeadScout.Server/mark.svg' }); } catch { /* a browser that shows none from a page */ } };
    apply();
    return { isDark, switchLook, download, mayNotify, notify };
})();
