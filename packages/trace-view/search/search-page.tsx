const SearchPage = ({ params }: { params: URLSearchParams }) => <section className="page" />;

export default SearchPage;
