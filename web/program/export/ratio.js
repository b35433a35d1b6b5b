// Emscripten's own function, but a page can ask for another ratio (module.ratio; 0 for the screen's), and may draw the canvas
// larger than it says (module.zoom).
mergeInto(LibraryManager.library, {
  emscripten_get_device_pixel_ratio: () => Module['ratio'] || (globalThis.devicePixelRatio || 1) * (Module['zoom'] || 1),
});
