// Emscripten's own function, but a page can ask for another ratio: module.ratio, 0 for the screen's.
mergeInto(LibraryManager.library, {
  emscripten_get_device_pixel_ratio: () => Module['ratio'] || globalThis.devicePixelRatio || 1,
});
