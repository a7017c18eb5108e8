// The last line: everything above is defined by now.

new App(vendorPage(readPage())).start();
