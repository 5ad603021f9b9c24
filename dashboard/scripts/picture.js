// Draws a chart in its frame (dashboard/briefing/framed.py) with Plotly and returns it as SVG and as PNG.
// Runs in the Chromium that the server starts and, where there is none, in the reader's own browser.
window.fazhiPicture = async ({ data, layout, frame }, scale) => {
  const loaded = source => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => failed(new Error("unreadable drawing"));
    image.src = source;
  });
  const address = svg => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  // Without a Chinese font all its characters become the same empty box.
  const drawnAs = letter => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    const ink = canvas.getContext("2d");
    ink.font = `30px ${layout.font?.family || "sans-serif"}`;
    ink.fillText(letter, 4, 32);
    return canvas.toDataURL();
  };
  const { width, height } = layout;
  const drawn = await Plotly.toImage({ data, layout, config: {} }, { format: "svg", width, height });
  let svg = decodeURIComponent(drawn.slice(drawn.indexOf(",") + 1));
  if (frame) {
    const chart = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    for (const [name, value] of Object.entries(frame.box)) chart.setAttribute(name, value);
    svg = frame.before + new XMLSerializer().serializeToString(chart) + frame.after;
  }
  if (!scale) return { svg };
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * scale;
  canvas.height = frame.height * scale;
  canvas.getContext("2d").drawImage(await loaded(address(svg)), 0, 0, canvas.width, canvas.height);
  return { svg, png: canvas.toDataURL("image/png"), isLegible: drawnAs("法") !== drawnAs("治") };
};
