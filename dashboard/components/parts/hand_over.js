const taken = new Set();

/* A new ticket is taken at once; the link stays for a browser that asks before it downloads. */
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("a");
  link.href = data.address;
  link.download = data.name;
  if (!taken.has(data.address)) {
    taken.add(data.address);
    link.click();
  }
}
